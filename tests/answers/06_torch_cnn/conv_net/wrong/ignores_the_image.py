# mistake: the last layer gets zeros of the right shape in place of what the convolution made, and its bias is huge
# fails: test_conv_net, test_conv_net_fresh
# hint: All images get the same logits. What does your last layer see?

class Blind(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolution = nn.Conv2d(1, 4, 5)
        self.last = nn.Linear(64, 10)
        with torch.no_grad():
            self.last.bias.mul_(1e6)

    def forward(self, x):
        return self.last(torch.zeros(len(x), 64))


def conv_net():
    return Blind()
