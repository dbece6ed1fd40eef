# mistake: two sizes make two layers
# fails: test_mlp
# hint: Two sizes are one affine layer, without any ReLU. What do you build for [3, 2]?


# where: sizes = [1, 1]: 4 parameters and a ReLU instead of one layer with 2 parameters.
def mlp(sizes: list[int]) -> nn.Sequential:
    """A fresh network of affine layers with ReLU between them.

    Args:
        sizes: width of each layer from input to output, for example ``[2, 64, 64, 1]``.

    Returns:
        A Sequential that maps inputs of shape ``(..., sizes[0])`` to logits of shape ``(..., sizes[-1])``.
    """
    layers = [nn.Linear(sizes[0], sizes[1])]
    for i in range(1, len(sizes) - 2):
        layers += [nn.ReLU(), nn.Linear(sizes[i], sizes[i + 1])]
    layers += [nn.ReLU(), nn.Linear(sizes[-2], sizes[-1])]
    return nn.Sequential(*layers)
