def gradient_descent(f, start, learning_rate, steps):
    trajectory = torch.empty(steps + 1, len(start), dtype=start.dtype)
    trajectory[0] = start.detach()
    for k in range(steps):
        theta = trajectory[k].clone().requires_grad_(True)
        (gradient,) = torch.autograd.grad(f(theta), theta)
        trajectory[k + 1] = trajectory[k] - learning_rate * gradient
    return trajectory, torch.stack([f(theta) for theta in trajectory]).detach()
