def gradient_descent(f, start, learning_rate, steps):
    theta = start.detach().clone().requires_grad_()
    trajectory, values = [], []
    for _ in range(steps + 1):
        value = f(theta)
        trajectory.append(theta.detach().clone())
        values.append(value.item())
        value.backward()
        with torch.no_grad():
            theta -= learning_rate * theta.grad
            theta.grad.zero_()
    return torch.stack(trajectory), torch.tensor(values, dtype=start.dtype)
