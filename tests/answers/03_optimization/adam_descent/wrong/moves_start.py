# mistake: lets Adam move the tensor it was given
# fails: test_adam_record
# hint: Take two paths from the same start. Is it the same start?

def adam_descent(f, start, learning_rate, steps):
    theta = start.requires_grad_()
    optimizer = torch.optim.Adam([theta], lr=learning_rate)
    trajectory, values = [theta.detach().clone()], [f(theta).detach()]
    for _ in range(steps):
        optimizer.zero_grad()
        f(theta).backward()
        optimizer.step()
        trajectory.append(theta.detach().clone())
        values.append(f(theta).detach())
    return torch.stack(trajectory), torch.stack(values)
