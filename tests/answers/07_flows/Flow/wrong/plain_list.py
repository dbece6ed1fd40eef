# mistake: keeps the layers in a plain list
# fails: test_flow_chain, test_flow_moons
# hint: How many parameters does your flow say it has?

class Flow(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x, _ = layer(x)
        return x

    def log_prob(self, y):
        log_det = 0.0
        for layer in reversed(self.layers):
            y, of_layer = layer.inverse(y)
            log_det = log_det + of_layer
        return torch.distributions.Normal(0.0, 1.0).log_prob(y).sum(dim=1) + log_det

    def generate(self, n, generator):
        return self(torch.randn(n, 2, generator=generator))
