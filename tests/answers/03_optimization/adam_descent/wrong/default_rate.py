# mistake: does not pass the learning rate on
# fails: test_adam_path, test_adam_record
# hint: Your steps are 0.001 long, whatever rate is asked for.

def adam_descent(f, start, learning_rate, steps):
    theta = start.detach().clone().requires_grad_()
    optimizer = torch.optim.Adam([theta])
    trajectory, values = [theta.detach().clone()], [f(theta).detach()]
    for _ in range(steps):
        optimizer.zero_grad()
        f(theta).backward()
        optimizer.step()
        trajectory.append(theta.detach().clone())
        values.append(f(theta).detach())
    return torch.stack(trajectory), torch.stack(values)
