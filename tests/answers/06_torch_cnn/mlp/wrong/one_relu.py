# mistake: a single relu, before the last layer
# fails: test_mlp
# hint: What is a linear layer of a linear layer, with nothing between them?

def mlp(hidden):
    layers, d_in = [], 784
    for width in hidden:
        layers.append(nn.Linear(d_in, width))
        d_in = width
    return nn.Sequential(*layers, nn.ReLU(), nn.Linear(d_in, 10))
