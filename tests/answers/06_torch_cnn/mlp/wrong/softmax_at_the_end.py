# mistake: returns probabilities instead of logits
# fails: test_mlp
# hint: F.cross_entropy takes the softmax itself. What does it want from you?

def mlp(hidden):
    sizes, layers = [784, *hidden], []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(hidden[-1], 10), nn.Softmax(dim=1))
