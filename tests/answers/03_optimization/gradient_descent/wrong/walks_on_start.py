# mistake: moves the tensor it was given
# fails: test_descent_record
# hint: Take two paths from the same start. Is it the same start?

def gradient_descent(f, start, learning_rate, steps):
    start.requires_grad_()
    trajectory, values = [start.detach().clone()], [f(start).detach()]
    for _ in range(steps):
        start.grad = None
        f(start).backward()
        with torch.no_grad():
            start -= learning_rate * start.grad
        trajectory.append(start.detach().clone())
        values.append(f(start).detach())
    return torch.stack(trajectory), torch.stack(values)
