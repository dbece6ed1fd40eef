# mistake: writes path and heights into buffers of type float32
# fails: test_adam_path, test_adam_record
# hint: Start in float64. Which type has the path?

def adam_descent(
    f: Callable[[torch.Tensor], torch.Tensor], start: torch.Tensor, learning_rate: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Take steps with ``torch.optim.Adam``, and return the path."""
    theta = start.detach().clone().requires_grad_()
    optimizer = torch.optim.Adam([theta], lr=learning_rate)
    path, heights = torch.zeros(steps + 1, len(start)), torch.zeros(steps + 1)
    for k in range(steps + 1):
        optimizer.zero_grad()
        height = f(theta)
        path[k] = theta.detach()
        heights[k] = height.detach()
        if k < steps:
            height.backward()
            optimizer.step()
    return path, heights
