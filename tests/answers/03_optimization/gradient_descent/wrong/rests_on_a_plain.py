# mistake: repeats the point where the gradient is small
# fails: test_descent_path
# hint: How far does one step go where the gradient is tiny and the rate is huge?

def gradient_descent(
    f: Callable[[torch.Tensor], torch.Tensor], start: torch.Tensor, learning_rate: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Take steps of gradient descent, and return the path."""
    theta = start.detach().clone().requires_grad_()
    path, heights = [], []
    for k in range(steps + 1):
        height = f(theta).reshape(())
        path.append(theta.detach().clone())
        heights.append(height.detach())
        if k == steps:
            break
        height.backward()
        if theta.grad.norm() < 1e-6:  # converged: the remaining points are this one
            path += [path[-1]] * (steps - k)
            heights += [heights[-1]] * (steps - k)
            break
        theta = (theta.detach() - learning_rate * theta.grad).requires_grad_()
    return torch.stack(path), torch.stack(heights)
