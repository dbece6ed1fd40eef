# mistake: stops as soon as the height is small
# fails: test_adam_path, test_adam_record
# hint: Count the points of a path that begins close to the bottom. How many are promised?


# where: f = (theta**2).sum(), start (0, 0), steps = 3: 1 point instead of 4.
def adam_descent(
    f: Callable[[torch.Tensor], torch.Tensor], start: torch.Tensor, learning_rate: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Take steps with ``torch.optim.Adam``, and return the path.

    Args:
        f: maps one point, shape ``(d,)``, to its height, a tensor with one number.
        start: the first point, shape ``(d,)``; not changed.
        learning_rate: Adam's.
        steps: how many.

    Returns:
        The points, shape ``(steps + 1, d)``, the first of which is ``start``; and the height of each, shape
        ``(steps + 1,)``. Both are tensors, not part of a graph.
    """
    theta = start.detach().clone().requires_grad_()
    optimizer = torch.optim.Adam([theta], lr=learning_rate)
    points, heights = [], []
    for _ in range(steps + 1):
        height = f(theta)
        points.append(theta.detach().clone())
        heights.append(height.detach())
        if height < 1e-6:
            break
        optimizer.zero_grad()
        height.backward()
        optimizer.step()
    return torch.stack(points), torch.stack(heights)
