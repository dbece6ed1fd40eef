# mistake: keeps a layer in a plain list, where parameters() does not find it
# fails: test_conv_net_fresh
# hint: Compare the layers that you made with parameter_shapes of your network. Which one is missing, and can it learn?

class Hiding(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = [nn.Conv2d(1, 8, 5)]
        self.rest = nn.Sequential(
            nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(400, 64), nn.ReLU(), nn.Linear(64, 10),
        )

    def forward(self, x):
        return self.rest(self.first[0](x.reshape(-1, 1, 28, 28)))


def conv_net():
    return Hiding()
