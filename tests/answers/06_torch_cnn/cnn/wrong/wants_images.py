# mistake: expects images and does not fold the flat rows
# fails: test_cnn, test_cnn_values
# hint: A batch is (n, 784) in this sheet. What does your first layer expect?

def cnn(channels):
    a, b, c = channels
    return nn.Sequential(
        nn.Conv2d(1, a, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(a, b, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(b, c, 2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(4 * c, 10),
    )
