def cnn(channels):
    a, b, c = channels
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, a, 5), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(a, b, 3), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(b, c, 2), nn.MaxPool2d(2), nn.ReLU(),
        nn.Flatten(), nn.Linear(c * 2 * 2, 10),
    )
