def adam_descent(f, start, learning_rate, steps):
    theta = nn.Parameter(start.detach().clone())
    optimizer = torch.optim.Adam([theta], lr=learning_rate)

    def closure():
        optimizer.zero_grad()
        value = f(theta)
        value.backward()
        return value

    trajectory, values = [theta.tolist()], []
    for _ in range(steps):
        values.append(optimizer.step(closure).item())
        trajectory.append(theta.tolist())
    values.append(f(theta).item())
    return torch.tensor(trajectory, dtype=start.dtype), torch.tensor(values, dtype=start.dtype)
