# mistake: returns logarithms of probabilities
# fails: test_conv_net
# hint: It trains all the same, because the logarithm of a softmax of a log-softmax is itself. But what is a logit?

def conv_net():
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, 8, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 64), nn.ReLU(), nn.Linear(64, 10), nn.LogSoftmax(dim=1),
    )
