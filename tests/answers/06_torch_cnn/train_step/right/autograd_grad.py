def train_step(model, optimizer, x, y):
    z = model(x)
    loss = (torch.logsumexp(z, dim=1) - z.gather(1, y[:, None]).squeeze(1)).mean()
    parameters = [p for p in model.parameters() if p.requires_grad]
    for p, gradient in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
        p.grad = gradient
    optimizer.step()
    return loss.item()
