# mistake: uses torch.optim.SGD
# fails: test_adam_path, test_adam_record
# hint: How long is the first step of Adam in each coordinate, and how long is yours?

def adam_descent(f, start, learning_rate, steps):
    theta = start.detach().clone().requires_grad_()
    optimizer = torch.optim.SGD([theta], lr=learning_rate)
    trajectory, values = [theta.detach().clone()], [f(theta).detach()]
    for _ in range(steps):
        optimizer.zero_grad()
        f(theta).backward()
        optimizer.step()
        trajectory.append(theta.detach().clone())
        values.append(f(theta).detach())
    return torch.stack(trajectory), torch.stack(values)
