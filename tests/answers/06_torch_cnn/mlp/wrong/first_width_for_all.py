# mistake: takes the first width for all hidden layers
# fails: test_mlp
# hint: What is the shape of each weight of mlp([3, 5, 4])?

def mlp(hidden):
    width = hidden[0]
    layers = [nn.Linear(784, width), nn.ReLU()]
    for _ in hidden[1:]:
        layers += [nn.Linear(width, width), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(width, 10))
