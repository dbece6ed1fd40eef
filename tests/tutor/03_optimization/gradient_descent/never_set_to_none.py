# same as: gradients_pile_up
def gradient_descent(f, start, learning_rate, steps):
    theta = start.detach().clone().requires_grad_(True)
    points, heights = [theta.detach().clone()], []
    for _ in range(steps):
        height = f(theta)
        height.backward()
        heights.append(height.detach())
        with torch.no_grad():
            theta -= learning_rate * theta.grad
        points.append(theta.detach().clone())
    heights.append(f(theta).detach())
    return torch.stack(points), torch.stack(heights)
