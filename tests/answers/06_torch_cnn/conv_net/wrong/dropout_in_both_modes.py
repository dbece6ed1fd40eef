# mistake: drops units in evaluation mode too
# fails: test_conv_net
# hint: Ask your network twice about the same image, after .eval(). What does F.dropout know of the mode?

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.one, self.two = nn.Conv2d(1, 16, 5), nn.Conv2d(16, 32, 3)
        self.last = nn.Linear(32 * 5 * 5, 10)

    def forward(self, x):
        x = x.view(-1, 1, 28, 28)
        for layer in (self.one, self.two):
            x = F.max_pool2d(F.relu(layer(x)), 2)
        return self.last(F.dropout(x.flatten(1), 0.2))


def conv_net():
    return Net()
