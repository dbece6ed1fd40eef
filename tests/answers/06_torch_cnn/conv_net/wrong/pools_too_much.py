# mistake: pools so much that little of the image is left
# fails: test_conv_net_learns
# hint: How many pixels are left before your last layer? Could you still read the digit?

def conv_net():
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, 8, 5), nn.ReLU(), nn.MaxPool2d(12),
        nn.Conv2d(8, 16, 1), nn.ReLU(), nn.AdaptiveMaxPool2d(1),
        nn.Flatten(), nn.Linear(16, 10),
    )
