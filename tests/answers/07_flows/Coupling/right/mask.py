class Coupling(nn.Module):
    def __init__(self, net, flip):
        super().__init__()
        self.net = net
        self.register_buffer("stays", torch.tensor([0.0, 1.0] if flip else [1.0, 0.0]))

    def parts(self, points):
        outputs = self.net((points * self.stays).sum(dim=1, keepdim=True))
        moves = 1 - self.stays
        return torch.tanh(outputs[:, :1]) * moves, outputs[:, 1:] * moves

    def forward(self, x):
        s, t = self.parts(x)
        return x * s.exp() + t, s.sum(dim=1)

    def inverse(self, y):
        s, t = self.parts(y)
        return (y - t) / s.exp(), -s.sum(dim=1)
