# mistake: generate sends the noise through the inverses
# fails: test_flow_chain
# hint: Which way do new points go, from the noise to the data or from the data to the noise?

class Flow(nn.Module):
    def __init__(self, layers: list[nn.Module]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x, _ = layer(x)
        return x

    def log_prob(self, y: Tensor) -> Tensor:
        log_p = 0.0
        for layer in reversed(self.layers):
            y, log_det = layer.inverse(y)
            log_p = log_p + log_det
        return log_p + torch.distributions.Normal(0.0, 1.0).log_prob(y).sum(dim=1)

    def generate(self, n: int, generator: torch.Generator) -> Tensor:
        h = torch.randn(n, 2, generator=generator)
        for layer in reversed(self.layers):
            h, _ = layer.inverse(h)
        return h.detach()
