# mistake: makes every step equally long by normalizing the gradient
# fails: test_descent_path
# hint: Near the bottom the steps should shrink by themselves. What makes yours stay long?

def gradient_descent(f, start, learning_rate, steps):
    trajectory, values = [start.detach()], []
    for step in range(steps + 1):
        theta = trajectory[-1].clone().requires_grad_()
        value = f(theta)
        values.append(value.detach())
        if step < steps:
            value.backward()
            trajectory.append(theta.detach() - learning_rate * theta.grad / theta.grad.norm())
    return torch.stack(trajectory), torch.stack(values)
