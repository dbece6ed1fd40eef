class AffineFlow(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_parameter('A', nn.Parameter(torch.diag(torch.ones(2))))
        self.register_parameter('b', nn.Parameter(torch.tensor([0.0, 0.0])))

    def forward(self, x):
        return affine(x, self.A, self.b)

    def log_prob(self, y):
        base = torch.distributions.Normal(torch.zeros(2), torch.ones(2))
        return base.log_prob(affine_inv(y, self.A, self.b)).sum(-1) - log_abs_det_jac(self.A)

    def generate(self, n, generator):
        with torch.no_grad():
            return affine(torch.randn((n, 2), generator=generator), self.A, self.b)
