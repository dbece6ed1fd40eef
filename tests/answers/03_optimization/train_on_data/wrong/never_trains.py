# mistake: everything under no_grad, so that backward has nothing to go back through, and is left out
# fails: test_train_on_data
# hint: Do your weights move?

def train_on_data(model, train, test, steps, *, learning_rate=1e-3, test_every=100):
    (x, y), (x_test, y_test) = train, test
    train_losses, test_losses = [], []
    with torch.no_grad():
        for step in range(steps):
            if step % test_every == 0:
                test_losses.append(F.binary_cross_entropy_with_logits(model(x_test), y_test).item())
            train_losses.append(F.binary_cross_entropy_with_logits(model(x), y).item())
    return train_losses, test_losses
