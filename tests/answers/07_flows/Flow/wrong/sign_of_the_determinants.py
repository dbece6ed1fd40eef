# mistake: takes the log determinants of the inverse away
# fails: test_chain_log_prob, test_chain_integral
# hint: Of which direction are the determinants that inverse returns? Does the formula with dh_{l-1}/dh_l have plus or minus?

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
            log_det = log_det - of_layer
        return torch.distributions.Normal(0.0, 1.0).log_prob(y).sum(dim=1) + log_det

    def generate(self, n, generator):
        return self(torch.randn(n, 2, generator=generator))
