# mistake: a new optimizer in each step, which has forgotten the past
# fails: test_fit
# hint: Adam remembers averages of the gradients. For how long do yours live?

def fit(model, y, *, steps, learning_rate, watch=lambda step, loss: None):
    losses = []
    for step in range(1, steps + 1):
        optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
        loss = nll(model, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        watch(step, losses[-1])
    return losses
