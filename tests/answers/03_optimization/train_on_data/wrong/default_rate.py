# mistake: does not pass the learning rate on
# fails: test_train_on_data
# hint: Ask for steps of 0.2. How long are yours?

def train_on_data(model, train, test, steps, *, learning_rate=1e-3, test_every=100):
    (x, y), (x_test, y_test) = train, test
    optimizer = torch.optim.Adam(model.parameters())
    train_losses, test_losses = [], []
    for step in range(steps):
        if step % test_every == 0:
            with torch.no_grad():
                test_losses.append(F.binary_cross_entropy_with_logits(model(x_test), y_test).item())
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        train_losses.append(loss.item())
    return train_losses, test_losses
