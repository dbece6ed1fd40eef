def train_on_stream(model, draw, steps, learning_rate=1e-3):
    theta = list(model.parameters())
    m, v = [0.0] * len(theta), [0.0] * len(theta)
    losses = []
    for k in range(1, steps + 1):
        x, y = draw()
        loss = F.softplus(-model(x) * (2 * y - 1)).mean()
        losses.append(loss.item())
        for i, g in enumerate(torch.autograd.grad(loss, theta)):
            m[i] = 0.9 * m[i] + 0.1 * g
            v[i] = 0.999 * v[i] + 0.001 * g**2
            step = (m[i] / (1 - 0.9**k)) / ((v[i] / (1 - 0.999**k)) ** 0.5 + 1e-8)
            theta[i].data = theta[i].data - learning_rate * step
    return losses
