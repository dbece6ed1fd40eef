# mistake: takes gradient steps on the test samples as well
# fails: test_train_on_data
# hint: Would your training go differently with another test set?

def train_on_data(model, train, test, steps, *, learning_rate=1e-3, test_every=100):
    (x, y), (x_test, y_test) = train, test
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    train_losses, test_losses = [], []
    for step in range(steps):
        optimizer.zero_grad()
        if step % test_every == 0:
            loss = F.binary_cross_entropy_with_logits(model(x_test), y_test)
            loss.backward()
            test_losses.append(loss.item())
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        loss.backward()
        optimizer.step()
        train_losses.append(loss.item())
    return train_losses, test_losses
