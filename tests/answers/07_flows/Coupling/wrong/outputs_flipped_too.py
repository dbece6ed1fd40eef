# mistake: flip swaps the roles of the two outputs of the network as well
# fails: test_coupling_forward
# hint: flip swaps the coordinates. Which output of the network is the log scale then?

class Coupling(nn.Module):
    def __init__(self, net: nn.Module, flip: bool) -> None:
        super().__init__()
        self.net = net
        self.flip = flip

    def parts(self, points):
        stay = 1 if self.flip else 0
        k, m = points[:, stay:stay + 1], points[:, 1 - stay:2 - stay]
        out = self.net(k)
        return k, m, torch.tanh(out[:, stay:stay + 1]), out[:, 1 - stay:2 - stay]

    def together(self, k, m):
        return torch.cat((m, k) if self.flip else (k, m), dim=1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        k, m, s, t = self.parts(x)
        return self.together(k, m * s.exp() + t), s.squeeze(1)

    def inverse(self, y: Tensor) -> tuple[Tensor, Tensor]:
        k, m, s, t = self.parts(y)
        return self.together(k, (m - t) * (-s).exp()), -s.squeeze(1)
