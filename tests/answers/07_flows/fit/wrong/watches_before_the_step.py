# mistake: calls watch before the step
# fails: test_fit_reports
# hint: What does a picture drawn by watch show, the model before the step or after?

def fit(model, y, *, steps, learning_rate, watch=lambda step, loss: None):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(1, steps + 1):
        loss = nll(model, y)
        watch(step, loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
