class Flow(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        for layer in self.layers:
            x, _ = layer(x)
        return x

    def log_prob(self, y):
        x = y
        for layer in self.layers[::-1]:
            x, _ = layer.inverse(x)
        log_p = -0.5 * x.square().sum(1) - math.log(2 * math.pi)
        for layer in self.layers:
            x, log_det = layer(x)
            log_p = log_p - log_det
        return log_p

    def generate(self, n, generator):
        return self(torch.randn(n, 2, generator=generator))
