# mistake: sets a seed, so that all networks start the same
# fails: test_mlp
# hint: Make two networks after two different seeds. Do they start the same? Whose business is the seed?

def mlp(hidden):
    torch.manual_seed(0)
    layers = []
    for d_in, d_out in zip([784, *hidden[:-1]], hidden, strict=True):
        layers += [nn.Linear(d_in, d_out), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(hidden[-1], 10))
