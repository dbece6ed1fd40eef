def fit(model, y, *, steps, learning_rate, watch=lambda step, loss: None):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    optimizer.zero_grad(set_to_none=False)
    losses = []
    for step in range(steps):
        loss = nll(model, y)
        loss.backward()
        optimizer.step()
        for parameter in model.parameters():
            parameter.grad = None
        losses.append(loss.detach().item())
        watch(step + 1, losses[-1])
    return losses
