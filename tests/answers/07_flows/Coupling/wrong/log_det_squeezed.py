# mistake: squeeze makes a number of the log determinant of one point
# fails: test_coupling_forward
# hint: What does squeeze make of a batch of one point?

class Coupling(nn.Module):

    def __init__(self, net: nn.Module, flip: bool) -> None:
        super().__init__()
        self.net, self.flip = net, flip

    def _look(self, points: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        first, second = points[:, :1], points[:, 1:]
        k, m = (second, first) if self.flip else (first, second)
        out = self.net(k)
        return k, m, torch.tanh(out[:, :1]), out[:, 1:]

    def _join(self, k: Tensor, m: Tensor) -> Tensor:
        return torch.cat([m, k] if self.flip else [k, m], dim=1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        k, m, s, t = self._look(x)
        return self._join(k, m * torch.exp(s) + t), s.squeeze()

    def inverse(self, y: Tensor) -> tuple[Tensor, Tensor]:
        k, m, s, t = self._look(y)
        return self._join(k, (m - t) * torch.exp(-s)), -s.squeeze()
