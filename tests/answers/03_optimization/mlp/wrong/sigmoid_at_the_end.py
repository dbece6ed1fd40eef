# mistake: returns a probability instead of a logit
# fails: test_mlp
# hint: What will the loss do with your output first? Then how often is it squashed?

def mlp(sizes):
    layers = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(d_in, d_out), nn.ReLU()]
    return nn.Sequential(*layers[:-1], nn.Sigmoid())
