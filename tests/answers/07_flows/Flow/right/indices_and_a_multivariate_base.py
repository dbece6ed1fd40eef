class Flow(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.chain = nn.ModuleList()
        for layer in layers:
            self.chain.append(layer)

    def forward(self, x):
        for i in range(len(self.chain)):
            x = self.chain[i](x)[0]
        return x

    def log_prob(self, y):
        log_p = torch.zeros(y.shape[0], dtype=y.dtype)
        for i in range(len(self.chain) - 1, -1, -1):
            y, step = self.chain[i].inverse(y)
            log_p += step
        base = torch.distributions.MultivariateNormal(torch.zeros(2).to(y), torch.eye(2).to(y))
        return base.log_prob(y) + log_p

    def generate(self, n, generator):
        with torch.no_grad():
            return self.forward(torch.randn((n, 2), generator=generator))
