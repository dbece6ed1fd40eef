# mistake: each layer starts again from the noise
# fails: test_flow_chain
# hint: What does the second layer get to see?

class Flow(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, x):
        for layer in self.layers:
            y, _ = layer(x)
        return y

    def log_prob(self, y):
        log_det = 0.0
        for layer in reversed(self.layers):
            y, of_layer = layer.inverse(y)
            log_det = log_det + of_layer
        return torch.distributions.Normal(0.0, 1.0).log_prob(y).sum(dim=1) + log_det

    def generate(self, n, generator):
        return self(torch.randn(n, 2, generator=generator))
