# mistake: the heights still hang on their graphs
# fails: test_adam_record
# hint: Ask your heights for requires_grad. What do a thousand of them keep in memory?

def adam_descent(f, start, learning_rate, steps):
    theta = start.detach().clone().requires_grad_()
    optimizer = torch.optim.Adam([theta], lr=learning_rate)
    trajectory, values = [], []
    for step in range(steps + 1):
        value = f(theta)
        trajectory.append(theta.detach().clone())
        values.append(value)
        if step < steps:
            optimizer.zero_grad()
            value.backward()
            optimizer.step()
    return torch.stack(trajectory), torch.stack(values)
