class Flow(nn.Module):
    def __init__(self, layers: list[nn.Module]) -> None:
        super().__init__()
        self.count = len(layers)
        for i, layer in enumerate(layers):
            self.add_module(f"layer{i}", layer)

    def _up(self, h: Tensor, i: int) -> Tensor:
        return h if i == self.count else self._up(getattr(self, f"layer{i}")(h)[0], i + 1)

    def _down(self, h: Tensor, i: int) -> Tensor:
        if i < 0:
            return -(h**2).sum(dim=1) / 2 - math.log(2 * math.pi)
        h, log_det = getattr(self, f"layer{i}").inverse(h)
        return self._down(h, i - 1) + log_det

    def forward(self, x: Tensor) -> Tensor:
        return self._up(x, 0)

    def log_prob(self, y: Tensor) -> Tensor:
        return self._down(y, self.count - 1)

    def generate(self, n: int, generator: torch.Generator) -> Tensor:
        return self.forward(torch.randn((n, 2), generator=generator)).detach()
