def adam_descent(f, start, learning_rate, steps):
    theta, m, v = start.detach().double(), 0.0, 0.0
    trajectory, values = [theta], []
    for k in range(1, steps + 2):
        leaf = theta.to(start.dtype, copy=True).requires_grad_()
        value = f(leaf)
        values.append(value.detach())
        (g,) = torch.autograd.grad(value, leaf)
        m, v = 0.9 * m + 0.1 * g.double(), 0.999 * v + 0.001 * g.double() ** 2
        theta = theta - learning_rate * (m / (1 - 0.9**k)) / ((v / (1 - 0.999**k)).sqrt() + 1e-8)
        trajectory.append(theta)
    return torch.stack(trajectory[: steps + 1]).to(start.dtype), torch.stack(values)
