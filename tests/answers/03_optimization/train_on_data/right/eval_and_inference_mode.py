def train_on_data(model, train, test, steps, *, learning_rate=1e-3, test_every=100):
    criterion = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.Adam(model.parameters(), learning_rate)
    train_losses, test_losses = [], []
    for start in range(0, steps, test_every):
        modes = [(part, part.training) for part in model.modules()]
        model.eval()
        with torch.inference_mode():
            test_losses.append(criterion(model(test[0]), test[1]).item())
        for part, mode in modes:
            part.training = mode
        for _ in range(start, min(start + test_every, steps)):
            loss = criterion(model(train[0]), train[1])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            train_losses.append(loss.item())
    return train_losses, test_losses
