# mistake: log_prob turns the list of layers around and leaves it so
# fails: test_chain_log_prob
# hint: Call log_prob, then the flow. Which layer is the first now?

class Flow(nn.Module):
    def __init__(self, layers: list[nn.Module]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x, _ = layer(x)
        return x

    def log_prob(self, y: Tensor) -> Tensor:
        self.layers = self.layers[::-1]
        total = torch.zeros(len(y))
        for layer in self.layers:
            y, log_det = layer.inverse(y)
            total = total + log_det
        return torch.distributions.Normal(0.0, 1.0).log_prob(y).sum(dim=1) + total

    def generate(self, n: int, generator: torch.Generator) -> Tensor:
        with torch.no_grad():
            return self(torch.randn(n, 2, generator=generator))
