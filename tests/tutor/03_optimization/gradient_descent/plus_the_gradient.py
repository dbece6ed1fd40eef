# same as: uphill
def gradient_descent(f, start, learning_rate, steps):
    points, heights = [start.detach().clone()], []
    for _ in range(steps):
        theta = points[-1].clone().requires_grad_(True)
        height = f(theta)
        [gradient] = torch.autograd.grad(height, theta)
        heights.append(height.detach())
        points.append((theta + learning_rate * gradient).detach())
    with torch.no_grad():
        heights.append(f(points[-1]))
    return torch.stack(points), torch.stack(heights)
