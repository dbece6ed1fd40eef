# mistake: kernels of 2, 3 and 5
# fails: test_cnn, test_cnn_values
# hint: Which kernel sees the full image, the largest or the smallest?

def cnn(channels):
    a, b, c = channels
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, a, 2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(a, b, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(b, c, 5), nn.ReLU(), nn.Flatten(), nn.LazyLinear(10),
    )
