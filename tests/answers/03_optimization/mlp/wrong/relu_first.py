# mistake: a ReLU on the inputs and one too few at the end
# fails: test_mlp
# hint: What happens to an input of -1 in your network?

def mlp(sizes):
    layers = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.ReLU(), nn.Linear(d_in, d_out)]
    return nn.Sequential(*layers)
