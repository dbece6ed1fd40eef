# mistake: the convolutions are made once, outside of the function
# fails: test_conv_net_fresh
# hint: Which of your layers are new at each call?

convolutions = nn.Sequential(nn.Conv2d(1, 8, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2))


def conv_net():
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)), convolutions, nn.Flatten(), nn.Linear(400, 64), nn.ReLU(), nn.Linear(64, 10)
    )
