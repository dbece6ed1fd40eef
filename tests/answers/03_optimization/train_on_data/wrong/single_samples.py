# mistake: takes one sample a step, in order
# fails: test_train_on_data
# hint: How many samples does your first loss come from, and of which class are the first 250?

def train_on_data(model, train, test, steps, *, learning_rate=1e-3, test_every=100):
    (x, y), (x_test, y_test) = train, test
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    train_losses, test_losses = [], []
    for step in range(steps):
        if step % test_every == 0:
            with torch.no_grad():
                test_losses.append(F.binary_cross_entropy_with_logits(model(x_test), y_test).item())
        i = step % len(x)
        loss = F.binary_cross_entropy_with_logits(model(x[i : i + 1]), y[i : i + 1])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        train_losses.append(loss.item())
    return train_losses, test_losses
