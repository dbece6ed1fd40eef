# mistake: squeezes each logit into 0 to 1
# fails: test_conv_net, test_conv_net_learns
# hint: What is the largest score your network can give, and what is left of the loss then?

def conv_net():
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, 8, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 64), nn.ReLU(), nn.Linear(64, 10), nn.Sigmoid(),
    )
