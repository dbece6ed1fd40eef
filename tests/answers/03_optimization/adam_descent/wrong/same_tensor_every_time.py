# mistake: appends the tensor that Adam changes in place
# fails: test_adam_path
# hint: All points of your path are the last one. What does detach copy?

def adam_descent(f, start, learning_rate, steps):
    theta = start.detach().clone().requires_grad_()
    optimizer = torch.optim.Adam([theta], lr=learning_rate)
    trajectory, values = [theta.detach()], [f(theta).detach()]
    for _ in range(steps):
        optimizer.zero_grad()
        f(theta).backward()
        optimizer.step()
        trajectory.append(theta.detach())
        values.append(f(theta).detach())
    return torch.stack(trajectory), torch.stack(values)
