# mistake: measures the test loss with a graph
# fails: test_train_on_data_watches
# hint: The numbers are right. What is recorded while the model sees the test set, and for whom?

def train_on_data(model, train, test, steps, *, learning_rate=1e-3, test_every=100):
    (x, y), (x_test, y_test) = train, test
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    train_losses, test_losses = [], []
    for step in range(steps):
        if step % test_every == 0:
            test_losses.append(F.binary_cross_entropy_with_logits(model(x_test), y_test).item())
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        train_losses.append(loss.item())
    return train_losses, test_losses
