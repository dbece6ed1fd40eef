# mistake: convolutions and pools without activation
# fails: test_cnn_values
# hint: Three convolutions in a row are one convolution. What bends between them?

def cnn(channels):
    a, b, c = channels
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, a, 5), nn.MaxPool2d(2), nn.Conv2d(a, b, 3), nn.MaxPool2d(2), nn.Conv2d(b, c, 2), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(4 * c, 10),
    )
