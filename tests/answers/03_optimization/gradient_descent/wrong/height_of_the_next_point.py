# mistake: records the height after the step beside the point before it
# fails: test_descent_record
# hint: Compare the first height with f(start).

def gradient_descent(f, start, learning_rate, steps):
    trajectory, values = [start.detach()], []
    for step in range(steps + 1):
        theta = trajectory[-1].clone().requires_grad_()
        f(theta).backward()
        moved = theta.detach() - learning_rate * theta.grad
        values.append(f(moved))
        if step < steps:
            trajectory.append(moved)
    return torch.stack(trajectory), torch.stack(values)
