# mistake: the log of a product of densities, which underflows far out
# fails: test_chain_log_prob
# hint: Far out, a density is 0 in floats. Which function gives its logarithm at once?

class Flow(nn.Module):

    def __init__(self, layers: list[nn.Module]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x, _ = layer(x)
        return x

    def log_prob(self, y: Tensor) -> Tensor:
        log_dets = []
        for layer in self.layers[::-1]:
            y, log_det = layer.inverse(y)
            log_dets.append(log_det)
        p_x = torch.exp(-(y**2) / 2) / math.sqrt(2 * math.pi)
        return torch.log(p_x.prod(dim=1)) + sum(log_dets)

    def generate(self, n: int, generator: torch.Generator) -> Tensor:
        return self(torch.randn(n, 2, generator=generator))
