# mistake: reports the loss after the step
# fails: test_fit_reports
# hint: Your first loss is not that of the model as it came.

def fit(model, y, *, steps, learning_rate, watch=lambda step, loss: None):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(1, steps + 1):
        loss = nll(model, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(nll(model, y).item())
        watch(step, losses[-1])
    return losses
