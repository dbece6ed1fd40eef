# mistake: minimizes the log-likelihood
# fails: test_fit, test_fit_affine, test_flow_moons
# hint: Do the data become more probable while it trains?

def fit(model, y, *, steps, learning_rate, watch=lambda step, loss: None):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(1, steps + 1):
        loss = nll(model, y)
        optimizer.zero_grad()
        (-loss).backward()
        optimizer.step()
        losses.append(loss.item())
        watch(step, losses[-1])
    return losses
