# mistake: never empties the gradient, so that every step uses the sum of all before
# fails: test_descent_path
# hint: Your first step is right and the second too long. What does backward do with a gradient that is already there?

def gradient_descent(f, start, learning_rate, steps):
    theta = start.detach().clone().requires_grad_()
    trajectory, values = [theta.detach().clone()], [f(theta).detach()]
    for _ in range(steps):
        f(theta).backward()
        with torch.no_grad():
            theta -= learning_rate * theta.grad
        trajectory.append(theta.detach().clone())
        values.append(f(theta).detach())
    return torch.stack(trajectory), torch.stack(values)
