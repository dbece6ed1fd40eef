# mistake: another activation
# fails: test_mlp
# hint: Which bend does the task ask for?

def mlp(sizes):
    layers = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(d_in, d_out), nn.Tanh()]
    return nn.Sequential(*layers[:-1])
