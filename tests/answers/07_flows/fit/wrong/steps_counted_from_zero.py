# mistake: watch is told 0 after the first step
# fails: test_fit_reports
# hint: After the first step, how many steps are done?

def fit(model, y, *, steps, learning_rate, watch=lambda step, loss: None):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(1, steps + 1):
        loss = nll(model, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        watch(step - 1, losses[-1])
    return losses
