# mistake: takes every layer that is as wide as the output for the last one
# fails: test_mlp
# hint: What happens between two layers when the hidden layer is as wide as the output?

def mlp(sizes: list[int]) -> nn.Sequential:
    """A fresh network of affine layers with ReLU between them."""
    layers = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        layers.append(nn.Linear(d_in, d_out))
        if d_out != sizes[-1]:  # no ReLU at the end
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)
