def fit(model, y, *, steps, learning_rate, watch=lambda step, loss: None):
    parameters = list(model.parameters())
    ms, vs = [torch.zeros_like(p) for p in parameters], [torch.zeros_like(p) for p in parameters]
    losses = []
    for step in range(1, steps + 1):
        loss = nll(model, y)
        grads = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            for p, g, m, v in zip(parameters, grads, ms, vs):
                m.mul_(0.9).add_(g, alpha=0.1)
                v.mul_(0.999).add_(g * g, alpha=0.001)
                p -= learning_rate * (m / (1 - 0.9**step)) / ((v / (1 - 0.999**step)).sqrt() + 1e-8)
        losses.append(loss.item())
        watch(step, loss.item())
    return losses
