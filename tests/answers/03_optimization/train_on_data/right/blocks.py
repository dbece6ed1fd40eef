def train_on_data(model, train, test, steps, *, learning_rate=1e-3, test_every=100):
    criterion = nn.BCEWithLogitsLoss()
    adam = torch.optim.Adam(model.parameters(), lr=learning_rate)
    (x, y), (x_test, y_test) = train, test
    history = ([], [])
    while len(history[0]) < steps:
        with torch.inference_mode():
            history[1].append(float(criterion(model(x_test), y_test)))
        for _ in range(min(test_every, steps - len(history[0]))):
            adam.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            adam.step()
            history[0].append(float(loss.detach()))
    return history
