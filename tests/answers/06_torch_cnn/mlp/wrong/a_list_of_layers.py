# mistake: keeps its layers in a plain list, which PyTorch does not see
# fails: test_mlp
# hint: How many parameters does PyTorch find in your network? Where does it look for layers?

class Perceptron(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        sizes = [784, *hidden, 10]
        self.layers = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = F.relu(layer(x))
        return self.layers[-1](x)


def mlp(hidden):
    return Perceptron(hidden)
