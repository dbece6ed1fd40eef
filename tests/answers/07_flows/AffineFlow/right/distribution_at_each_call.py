class AffineFlow(nn.Module):
    def __init__(self):
        super().__init__()
        self.A = nn.Parameter(torch.eye(2))
        self.b = nn.Parameter(torch.zeros(2))

    def forward(self, x):
        return x @ self.A.T + self.b

    def log_prob(self, y):
        A, b = self.A.double(), self.b.double()  # a covariance squares what A is, and float32 ends at 1e-45
        return torch.distributions.MultivariateNormal(b, A @ A.T).log_prob(y.double()).to(y.dtype)

    def generate(self, n, generator):
        noise = torch.normal(torch.zeros(n, 2), torch.ones(n, 2), generator=generator)
        return self.forward(noise)
