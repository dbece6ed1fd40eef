# mistake: clears the gradients between backward and step
# fails: test_fit, test_fit_affine, test_flow_moons
# hint: What is left for the optimizer when it steps?

def fit(model, y, *, steps, learning_rate, watch=lambda step, loss: None):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(1, steps + 1):
        loss = nll(model, y)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        losses.append(loss.item())
        watch(step, losses[-1])
    return losses
