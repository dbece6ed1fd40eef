# mistake: sigmoid in place of relu
# fails: test_mlp
# hint: Which activation is asked for after each hidden layer?

def mlp(hidden):
    sizes, layers = [784, *hidden], []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), nn.Sigmoid()]
    return nn.Sequential(*layers, nn.Linear(hidden[-1], 10))
