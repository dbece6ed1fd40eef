# mistake: makes the optimizer anew in every step, so that it remembers nothing
# fails: test_adam_path
# hint: All your steps are equally long. Where does Adam keep m and v?

def adam_descent(f, start, learning_rate, steps):
    theta = start.detach().clone().requires_grad_()
    trajectory, values = [theta.detach().clone()], [f(theta).detach()]
    for _ in range(steps):
        optimizer = torch.optim.Adam([theta], lr=learning_rate)
        optimizer.zero_grad()
        f(theta).backward()
        optimizer.step()
        trajectory.append(theta.detach().clone())
        values.append(f(theta).detach())
    return torch.stack(trajectory), torch.stack(values)
