# mistake: stops as soon as the gradient is small
# fails: test_descent_path
# hint: Begin at the lowest point and ask for ten steps. How many points come back?

def gradient_descent(f, start, learning_rate, steps):
    theta = start.detach().clone()
    path, heights = [], []
    for k in range(steps + 1):
        leaf = theta.clone().requires_grad_()
        height = f(leaf)
        height.backward()
        path.append(theta)
        heights.append(height.detach())
        if leaf.grad.norm() < 1e-4:  # arrived
            break
        theta = theta - learning_rate * leaf.grad
    return torch.stack(path), torch.stack(heights)
