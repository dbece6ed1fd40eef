# mistake: pads every convolution, so that nine pixels are left
# fails: test_cnn, test_cnn_values
# hint: How large is the image before your linear layer, and how large should it be?

def cnn(channels):
    a, b, c = channels
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, a, 5, padding="same"), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(a, b, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(b, c, 2, padding="same"), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(9 * c, 10),
    )
