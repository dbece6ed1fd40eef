# mistake: children() shows a layer only once that stands in the list twice
# fails: test_flow_chain, test_chain_log_prob
# hint: If a layer stands in the list twice, how often do points go through yours?

class Flow(nn.Module):

    def __init__(self, layers: list[nn.Module]) -> None:
        super().__init__()
        for number, layer in enumerate(layers):
            self.add_module(f"layer_{number}", layer)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.children():
            x, _ = layer(x)
        return x

    def log_prob(self, y: Tensor) -> Tensor:
        total = torch.zeros(len(y), dtype=y.dtype)
        for layer in reversed(list(self.children())):
            y, log_det = layer.inverse(y)
            total = total + log_det
        return torch.distributions.Normal(0.0, 1.0).log_prob(y).sum(dim=1) + total

    def generate(self, n: int, generator: torch.Generator) -> Tensor:
        return self(torch.randn(n, 2, generator=generator))
