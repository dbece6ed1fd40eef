# mistake: the base density alone
# fails: test_chain_log_prob, test_chain_integral, test_flow_moons
# hint: What does the layer return besides the points, and why?

class Flow(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, x):
        for layer in self.layers:
            x, _ = layer(x)
        return x

    def log_prob(self, y):
        for layer in reversed(self.layers):
            y, _ = layer.inverse(y)
        return torch.distributions.Normal(0.0, 1.0).log_prob(y).sum(dim=1)

    def generate(self, n, generator):
        return self(torch.randn(n, 2, generator=generator))
