# mistake: a relu after the last layer too
# fails: test_mlp
# hint: Can a logit of your network be negative?

def mlp(hidden):
    sizes, layers = [784, *hidden, 10], []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers)
