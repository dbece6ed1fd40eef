# mistake: the heights still hang on their graphs
# fails: test_descent_record
# hint: Ask your heights for requires_grad. What do a thousand of them keep in memory?

def gradient_descent(f, start, learning_rate, steps):
    trajectory, values = [start.detach()], []
    for step in range(steps + 1):
        theta = trajectory[-1].clone().requires_grad_()
        value = f(theta)
        values.append(value)
        if step < steps:
            value.backward()
            trajectory.append(theta.detach() - learning_rate * theta.grad)
    return torch.stack(trajectory), torch.stack(values)
