# mistake: averages instead of taking the largest
# fails: test_cnn_values
# hint: Which of the four does MaxPool2d keep?

def cnn(channels):
    a, b, c = channels
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, a, 5), nn.ReLU(), nn.AvgPool2d(2),
        nn.Conv2d(a, b, 3), nn.ReLU(), nn.AvgPool2d(2),
        nn.Conv2d(b, c, 2), nn.ReLU(), nn.AvgPool2d(2),
        nn.Flatten(), nn.Linear(4 * c, 10),
    )
