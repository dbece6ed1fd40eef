# mistake: stops where the gradient vanishes
# fails: test_descent_path, test_descent_record
# hint: At the bottom the path still goes on, on the spot: how many points do `steps` steps have?


# where: start at the lowest point of (theta**2).sum(), steps = 3: 1 point instead of 4.
def gradient_descent(
    f: Callable[[torch.Tensor], torch.Tensor], start: torch.Tensor, learning_rate: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Take steps of gradient descent, and return the path.

    Args:
        f: maps one point, shape ``(d,)``, to its height, a tensor with one number.
        start: the first point, shape ``(d,)``; not changed.
        learning_rate: the factor of the gradient in a step.
        steps: how many.

    Returns:
        The points, shape ``(steps + 1, d)``, the first of which is ``start``; and the height of each, shape
        ``(steps + 1,)``. Both are tensors, not part of a graph.
    """
    theta = start.clone().detach()
    points, heights = [], []
    for _ in range(steps + 1):
        theta = theta.clone().detach().requires_grad_(True)
        height = f(theta)
        points.append(theta.detach())
        heights.append(height.detach())
        height.backward()
        if theta.grad.norm() < 1e-6:
            break  # nothing left to gain
        theta = theta - learning_rate * theta.grad
    return torch.stack(points), torch.stack(heights)
