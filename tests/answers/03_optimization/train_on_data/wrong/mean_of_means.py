# mistake: takes the mean of the means of parts that are not equally large
# fails: test_train_on_data, test_train_on_data_watches
# hint: How much does the last sample of 1001 count?

def train_on_data(
    model: nn.Module, train: Batch, test: Batch, steps: int, *, learning_rate: float = 1e-3, test_every: int = 100
) -> tuple[list[float], list[float]]:
    """Train a model by Adam, the whole training set a step, and watch samples it is not trained on."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    train_losses, test_losses = [], []
    for step in range(steps):
        if step % test_every == 0:
            with torch.no_grad():  # in parts, to save memory
                parts = [
                    F.binary_cross_entropy_with_logits(model(x), y).item()
                    for x, y in zip(test[0].split(1000), test[1].split(1000))
                ]
            test_losses.append(sum(parts) / len(parts))
        loss = F.binary_cross_entropy_with_logits(model(train[0]), train[1])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        train_losses.append(loss.item())
    return train_losses, test_losses
