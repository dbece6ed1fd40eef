# mistake: measures the test loss on the training set
# fails: test_train_on_data_watches
# hint: Your two curves are one. On which samples is the second measured?

def train_on_data(model, train, test, steps, *, learning_rate=1e-3, test_every=100):
    x, y = train
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    train_losses, test_losses = [], []
    for step in range(steps):
        if step % test_every == 0:
            with torch.no_grad():
                test_losses.append(F.binary_cross_entropy_with_logits(model(x), y).item())
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        train_losses.append(loss.item())
    return train_losses, test_losses
