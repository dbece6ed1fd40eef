# mistake: asks the base for the density of y instead of x
# fails: test_chain_log_prob
# hint: Which points does the base density know about?

class Flow(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, x):
        for layer in self.layers:
            x, _ = layer(x)
        return x

    def log_prob(self, y):
        x, log_det = y, 0.0
        for layer in reversed(self.layers):
            x, of_layer = layer.inverse(x)
            log_det = log_det + of_layer
        return torch.distributions.Normal(0.0, 1.0).log_prob(y).sum(dim=1) + log_det

    def generate(self, n, generator):
        return self(torch.randn(n, 2, generator=generator))
