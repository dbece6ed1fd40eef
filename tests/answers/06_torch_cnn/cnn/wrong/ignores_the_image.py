# mistake: the last layer gets zeros of the right shape in place of what the layers before it made
# fails: test_cnn, test_cnn_values
# hint: Two images have the same logits. What does your last layer see?

class Blind(nn.Module):
    def __init__(self, channels):
        super().__init__()
        a, b, c = channels
        self.layers = nn.ModuleList([nn.Conv2d(1, a, 5), nn.Conv2d(a, b, 3), nn.Conv2d(b, c, 2)])
        self.last = nn.Linear(4 * c, 10)

    def forward(self, x):
        return self.last(torch.zeros(len(x), self.last.in_features))


def cnn(channels):
    return Blind(channels)
