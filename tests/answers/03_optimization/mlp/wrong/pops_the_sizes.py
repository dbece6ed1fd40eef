# mistake: takes the widths out of the caller's list
# fails: test_mlp
# hint: Look at the list of sizes after the call.

def mlp(sizes: list[int]) -> nn.Sequential:
    """A fresh network of affine layers with ReLU between them."""
    layers = []
    d_in = sizes.pop(0)
    while len(sizes) > 1:
        d_out = sizes.pop(0)
        layers += [nn.Linear(d_in, d_out), nn.ReLU()]
        d_in = d_out
    layers.append(nn.Linear(d_in, sizes[0]))
    return nn.Sequential(*layers)
