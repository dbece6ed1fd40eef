class ConvNet(nn.Module):
    def __init__(self, channels):
        super().__init__()
        a, b, c = channels
        self.one, self.two, self.three = nn.Conv2d(1, a, 5), nn.Conv2d(a, b, 3), nn.Conv2d(b, c, 2)
        self.last = nn.Linear(4 * c, 10)

    def forward(self, x):
        x = x.view(-1, 1, 28, 28)
        for layer in (self.one, self.two, self.three):
            x = F.max_pool2d(F.relu(layer(x)), 2)
        return self.last(x.flatten(1))


def cnn(channels):
    return ConvNet(channels)
