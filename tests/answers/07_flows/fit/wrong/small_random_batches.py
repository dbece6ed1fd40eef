# mistake: 32 random points in each step
# fails: test_fit
# hint: The task asks for all of y in every step.

def fit(model, y, *, steps, learning_rate, watch=lambda step, loss: None):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(1, steps + 1):
        loss = nll(model, y[torch.randint(len(y), (32,))])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        watch(step, losses[-1])
    return losses
