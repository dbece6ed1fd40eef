# mistake: cuts off hidden units at 6
# fails: test_mlp
# hint: What is the largest value that a hidden unit of yours can have?

def mlp(hidden):
    layers = []
    for d_in, d_out in zip([784, *hidden[:-1]], hidden, strict=True):
        layers += [nn.Linear(d_in, d_out), nn.ReLU6()]
    return nn.Sequential(*layers, nn.Linear(hidden[-1], 10))
