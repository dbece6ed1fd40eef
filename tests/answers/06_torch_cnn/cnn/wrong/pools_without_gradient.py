# mistake: pools inside of no_grad, which cuts the graph
# fails: test_cnn, test_cnn_values
# hint: Which parameters get a gradient? What does torch.no_grad do to the graph, besides that a pool has nothing to learn?

class Cut(nn.Module):
    def __init__(self, a, b, c):
        super().__init__()
        self.convolutions = nn.ModuleList([nn.Conv2d(1, a, 5), nn.Conv2d(a, b, 3), nn.Conv2d(b, c, 2)])
        self.last = nn.Linear(4 * c, 10)

    def forward(self, x):
        x = x.reshape(-1, 1, 28, 28)
        for convolve in self.convolutions:
            x = F.relu(convolve(x))
            with torch.no_grad():
                x = F.max_pool2d(x, 2)
        return self.last(x.flatten(1))


def cnn(channels):
    return Cut(*channels)
