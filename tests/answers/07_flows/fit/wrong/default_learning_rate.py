# mistake: Adam with its own step size
# fails: test_fit, test_fit_affine
# hint: Give it another learning_rate. Does anything change?

def fit(model, y, *, steps, learning_rate, watch=lambda step, loss: None):
    optimizer = torch.optim.Adam(model.parameters())
    losses = []
    for step in range(1, steps + 1):
        loss = nll(model, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        watch(step, losses[-1])
    return losses
