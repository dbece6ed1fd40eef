# mistake: a ReLU after the last layer
# fails: test_mlp
# hint: Which logit belongs to a probability below one half, and can your network return it?

def mlp(sizes):
    layers = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(d_in, d_out), nn.ReLU()]
    return nn.Sequential(*layers)
