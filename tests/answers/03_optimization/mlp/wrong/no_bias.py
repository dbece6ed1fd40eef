# mistake: layers without biases
# fails: test_mlp
# hint: Count the parameters on paper: which of them are missing?

def mlp(sizes):
    layers = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(d_in, d_out, bias=False), nn.ReLU()]
    return nn.Sequential(*layers[:-1])
