# mistake: measures the test loss before every step
# fails: test_train_on_data_watches
# hint: How many test losses do 6 steps with test_every = 2 have?

def train_on_data(model, train, test, steps, *, learning_rate=1e-3, test_every=100):
    (x, y), (x_test, y_test) = train, test
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    train_losses, test_losses = [], []
    for _ in range(steps):
        with torch.no_grad():
            test_losses.append(F.binary_cross_entropy_with_logits(model(x_test), y_test).item())
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        train_losses.append(loss.item())
    return train_losses, test_losses
