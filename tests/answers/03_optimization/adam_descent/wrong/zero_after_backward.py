# mistake: empties the gradient between backward and step
# fails: test_adam_path, test_adam_record
# hint: Your path does not move. Which gradient does the optimizer see?

def adam_descent(f, start, learning_rate, steps):
    theta = start.detach().clone().requires_grad_()
    optimizer = torch.optim.Adam([theta], lr=learning_rate)
    trajectory, values = [theta.detach().clone()], [f(theta).detach()]
    for _ in range(steps):
        f(theta).backward()
        optimizer.zero_grad()
        optimizer.step()
        trajectory.append(theta.detach().clone())
        values.append(f(theta).detach())
    return torch.stack(trajectory), torch.stack(values)
