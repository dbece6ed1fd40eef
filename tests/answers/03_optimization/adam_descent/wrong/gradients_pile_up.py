# mistake: never calls zero_grad
# fails: test_adam_path
# hint: Your first step is right, later ones drift away. What does backward do with a gradient that is already there?

def adam_descent(f, start, learning_rate, steps):
    theta = start.detach().clone().requires_grad_()
    optimizer = torch.optim.Adam([theta], lr=learning_rate)
    trajectory, values = [theta.detach().clone()], [f(theta).detach()]
    for _ in range(steps):
        f(theta).backward()
        optimizer.step()
        trajectory.append(theta.detach().clone())
        values.append(f(theta).detach())
    return torch.stack(trajectory), torch.stack(values)
