# mistake: keeps tensors with their graphs
# fails: test_fit_reports
# hint: What else does a loss tensor keep alive besides its value?

def fit(model, y, *, steps, learning_rate, watch=lambda step, loss: None):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(1, steps + 1):
        loss = nll(model, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss)
        watch(step, loss)
    return losses
