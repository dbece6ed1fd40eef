# mistake: the layers are made once, outside of the function
# fails: test_conv_net_fresh
# hint: Call your function twice and train one of the two networks. What happened to the other?

conv_part = [nn.Conv2d(1, 8, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2)]
fc_part = [nn.Linear(400, 64), nn.ReLU(), nn.Linear(64, 10)]


def conv_net():
    return nn.Sequential(nn.Unflatten(1, (1, 28, 28)), *conv_part, nn.Flatten(), *fc_part)
