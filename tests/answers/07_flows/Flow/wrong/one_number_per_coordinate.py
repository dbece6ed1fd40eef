# mistake: does not add the coordinates of the base
# fails: test_chain_log_prob, test_chain_integral
# hint: How many log densities does one point have?

class Flow(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, x):
        for layer in self.layers:
            x, _ = layer(x)
        return x

    def log_prob(self, y):
        log_det = 0.0
        for layer in reversed(self.layers):
            y, of_layer = layer.inverse(y)
            log_det = log_det + of_layer
        return torch.distributions.Normal(0.0, 1.0).log_prob(y) + log_det[:, None]

    def generate(self, n, generator):
        return self(torch.randn(n, 2, generator=generator))
