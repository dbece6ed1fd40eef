# mistake: the path begins after the first step
# fails: test_descent_path, test_descent_record
# hint: How many points does a path of three steps have?

def gradient_descent(f, start, learning_rate, steps):
    position, trajectory, values = start.detach(), [], []
    for _ in range(steps):
        theta = position.clone().requires_grad_()
        f(theta).backward()
        position = theta.detach() - learning_rate * theta.grad
        trajectory.append(position)
        values.append(f(position))
    return torch.stack(trajectory), torch.stack(values)
