# mistake: uses AdamW, which also pulls the parameters toward 0
# fails: test_adam_path
# hint: There is a second force in your path, toward the origin. Which optimizer adds it?

def adam_descent(f, start, learning_rate, steps):
    theta = start.detach().clone().requires_grad_()
    optimizer = torch.optim.AdamW([theta], lr=learning_rate)
    trajectory, values = [theta.detach().clone()], [f(theta).detach()]
    for _ in range(steps):
        optimizer.zero_grad()
        f(theta).backward()
        optimizer.step()
        trajectory.append(theta.detach().clone())
        values.append(f(theta).detach())
    return torch.stack(trajectory), torch.stack(values)
