# mistake: returns probabilities instead of logits
# fails: test_cnn_values
# hint: F.cross_entropy takes the softmax itself. What does it want from you?

def cnn(channels):
    a, b, c = channels
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, a, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(a, b, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(b, c, 2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(4 * c, 10), nn.Softmax(dim=1),
    )
