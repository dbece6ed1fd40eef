# mistake: takes the first rise of f for divergence
# fails: test_steps_to
# hint: Can a path go up once and still arrive?

def steps_to(
    f: Callable[[torch.Tensor], torch.Tensor],
    start: torch.Tensor,
    learning_rate: float,
    *,
    below: float = 1e-6,
    limit: int = 500,
) -> float:
    """How many steps of gradient descent it takes to get below a height."""
    point, previous = start, math.inf
    for k in range(limit + 1):
        height = float(f(point.detach()))
        if height < below:
            return k
        if height > previous:  # it diverges: no number of steps is enough
            return math.inf
        previous = height
        point = gradient_descent(f, point, learning_rate, 1)[0][-1]
    return math.inf
