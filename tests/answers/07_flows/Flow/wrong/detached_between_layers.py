# mistake: cuts the graph between layers
# fails: test_chain_log_prob
# hint: The gradient of a layer misses what the next layers make of its points. What does detach
# take away?


# where: two stretching layers: the gradient by the scale of the last layer (the first to be inverted) lacks the base density's part.
class Flow(nn.Module):
    """A chain of invertible layers.

    Args:
        layers: from the noise to the data; each has ``forward`` and ``inverse`` as ``Coupling`` has. Their parameters
            are the flow's.
    """

    def __init__(self, layers: list[nn.Module]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, x: Tensor) -> Tensor:
        """Noise to data, ``(n, 2)`` to ``(n, 2)``."""
        for layer in self.layers:
            x, _ = layer(x)
        return x

    def log_prob(self, y: Tensor) -> Tensor:
        """Log density of each point in nats, ``(n, 2)`` to ``(n,)``."""
        log_det = torch.zeros(len(y))
        for layer in reversed(self.layers):
            y, change = layer.inverse(y.detach())
            log_det = log_det + change
        return -0.5 * y.square().sum(dim=1) - math.log(2 * math.pi) + log_det

    def generate(self, n: int, generator: torch.Generator) -> Tensor:
        """Draw n new points, shape ``(n, 2)``; all randomness comes from the generator."""
        return self(torch.randn(n, 2, generator=generator))
