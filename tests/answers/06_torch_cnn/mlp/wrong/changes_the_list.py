# mistake: puts 784 and 10 into the caller's list
# fails: test_mlp
# hint: A second network from the same list is another one: what became of the list?


# where: widths = [30, 20] is [784, 30, 20, 10] after the call.
def mlp(hidden: list[int]) -> nn.Module:
    """A new multilayer perceptron for digits.

    Args:
        hidden: the width of each hidden layer, for example ``[100, 100, 100]``.

    Returns:
        A network that maps ``(n, 784)`` to logits ``(n, 10)``, with ``relu`` after each hidden layer.
    """
    hidden.insert(0, 784)
    hidden.append(10)
    layers = []
    for width, next_width in zip(hidden, hidden[1:]):
        layers += [nn.Linear(width, next_width), nn.ReLU()]
    return nn.Sequential(*layers[:-1])
