# mistake: steps of 2 in the convolutions instead of pools
# fails: test_cnn_values
# hint: Strides shrink the image as pools do, but what do they do with the pixels between?

def cnn(channels):
    a, b, c = channels
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, a, 5, stride=2), nn.ReLU(),
        nn.Conv2d(a, b, 3, stride=2), nn.ReLU(),
        nn.Conv2d(b, c, 2, stride=2), nn.ReLU(),
        nn.Flatten(), nn.LazyLinear(10),
    )
