def fit(model, y, *, steps, learning_rate, watch=lambda step, loss: None):
    parameters = list(model.parameters())
    optimizer = torch.optim.Adam(parameters, lr=learning_rate, betas=(0.9, 0.999))
    losses = []
    while len(losses) < steps:
        loss = -model.log_prob(y).mean()
        for parameter, grad in zip(parameters, torch.autograd.grad(loss, parameters)):
            parameter.grad = grad
        optimizer.step()
        losses.append(float(loss))
        watch(len(losses), float(loss))
    return losses
