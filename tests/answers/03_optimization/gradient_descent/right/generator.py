def gradient_descent(
    f: Callable[[torch.Tensor], torch.Tensor], start: torch.Tensor, learning_rate: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Take steps of gradient descent, and return the path."""

    def walk():
        here = start.detach()
        for taken in range(steps + 1):
            leaf = here.clone().requires_grad_()
            height = f(leaf)
            yield leaf.detach(), height.detach().reshape(())
            if taken < steps:
                (slope,) = torch.autograd.grad(height.sum(), leaf)
                here = here - learning_rate * slope

    points, heights = zip(*walk())
    return torch.stack(points), torch.stack(heights)
