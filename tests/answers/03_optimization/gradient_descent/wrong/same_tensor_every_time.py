# mistake: appends the tensor that the next step changes in place
# fails: test_descent_path
# hint: All points of your path are the last one. What does detach copy?

def gradient_descent(f, start, learning_rate, steps):
    theta = start.detach().clone().requires_grad_()
    trajectory, values = [theta.detach()], [f(theta).detach()]
    for _ in range(steps):
        f(theta).backward()
        with torch.no_grad():
            theta -= learning_rate * theta.grad
        theta.grad = None
        trajectory.append(theta.detach())
        values.append(f(theta).detach())
    return torch.stack(trajectory), torch.stack(values)
