# mistake: hands out the same network twice
# fails: test_mlp
# hint: Train one network, then ask for a fresh one. Is it fresh?

@cache
def _made(sizes):
    layers = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(d_in, d_out), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def mlp(sizes):
    return _made(tuple(sizes))
