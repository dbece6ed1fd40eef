# mistake: measures the test loss after the step, and the training loss before it
# fails: test_train_on_data_watches
# hint: Take the training set for the test set: are the two lists the same?

def train_on_data(model, train, test, steps, *, learning_rate=1e-3, test_every=100):
    (x, y), (x_test, y_test) = train, test
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    train_losses, test_losses = [], []
    for step in range(steps):
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        train_losses.append(loss.item())
        if step % test_every == 0:
            with torch.no_grad():
                test_losses.append(F.binary_cross_entropy_with_logits(model(x_test), y_test).item())
    return train_losses, test_losses
