# mistake: returns probabilities instead of logits
# fails: test_conv_net, test_conv_net_learns
# hint: Your loss cannot fall below 1.46. What does F.cross_entropy want from you?

def conv_net():
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, 8, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 64), nn.ReLU(), nn.Linear(64, 10), nn.Softmax(dim=1),
    )
