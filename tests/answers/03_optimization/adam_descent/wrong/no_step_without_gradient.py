# mistake: takes no step where the gradient is exactly zero
# fails: test_adam_path
# hint: Where the gradient is 0, what are m and v? Does theta still move?

def adam_descent(
    f: Callable[[torch.Tensor], torch.Tensor], start: torch.Tensor, learning_rate: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Take steps with ``torch.optim.Adam``, and return the path."""
    theta = start.detach().clone().requires_grad_()
    optimizer = torch.optim.Adam([theta], lr=learning_rate)
    path, heights = [start.detach().clone()], []
    for _ in range(steps):
        optimizer.zero_grad()
        height = f(theta)
        height.backward()
        heights.append(height.detach().reshape(()))
        if theta.grad.any():  # at the bottom there is nothing to do
            optimizer.step()
        path.append(theta.detach().clone())
    heights.append(f(theta).detach().reshape(()))
    return torch.stack(path), torch.stack(heights)
