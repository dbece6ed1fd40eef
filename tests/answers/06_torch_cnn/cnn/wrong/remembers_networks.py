# mistake: hands out the same network for the same list of channels
# fails: test_cnn
# hint: A second network with the same channels is the first one, trained or not. What is kept
# between calls?


# where: two calls with [3, 4, 5]: the same object.
@cache
def _cnn(one, two, three):
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, one, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(one, two, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(two, three, 2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(4 * three, 10),
    )


def cnn(channels: list[int]) -> nn.Module:
    """A new convolutional network for digits: three blocks of convolution, relu and pooling, then a linear layer.

    Args:
        channels: how many channels each of the three convolutions has, for example ``[16, 32, 64]``.

    Returns:
        A network that maps ``(n, 784)`` to logits ``(n, 10)``; kernels of 5, 3 and 2, no padding, pools of 2.
    """
    return _cnn(*channels)
