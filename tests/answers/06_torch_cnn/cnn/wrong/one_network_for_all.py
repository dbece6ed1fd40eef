# mistake: keeps a network for each list of channels and returns it again
# fails: test_cnn
# hint: Train one of your networks, and ask for another with the same channels. What does it know already?

@cache
def built(a, b, c):
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, a, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(a, b, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(b, c, 2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(c * 4, 10),
    )


def cnn(channels):
    return built(*channels)
