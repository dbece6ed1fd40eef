class Coupling(nn.Module):
    def __init__(self, net, flip):
        super().__init__()
        self.net = net
        self.flip = flip

    def _run(self, points, forward):
        a, b = points.flip(1).T if self.flip else points.T
        out = self.net(a.unsqueeze(1))
        s, t = out[:, 0].tanh(), out[:, 1]
        b = b * torch.exp(s) + t if forward else (b - t) / torch.exp(s)
        result = torch.stack([a, b], dim=1)
        return (result.flip(1) if self.flip else result), (s if forward else -s)

    def forward(self, x):
        return self._run(x, True)

    def inverse(self, y):
        return self._run(y, False)
