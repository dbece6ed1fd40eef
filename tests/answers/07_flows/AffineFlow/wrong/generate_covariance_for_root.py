# mistake: generate takes A for the covariance
# fails: test_flow_generate
# hint: What is the covariance of A x?

class AffineFlow(nn.Module):
    def __init__(self):
        super().__init__()
        self.A = nn.Parameter(torch.eye(2))
        self.b = nn.Parameter(torch.zeros(2))

    def forward(self, x):
        return affine(x, self.A, self.b)

    def log_prob(self, y):
        return log_prob_y(y, self.A, self.b)

    def generate(self, n, generator):
        noise = torch.randn(n, 2, generator=generator)
        return noise @ (self.A @ self.A.T) + self.b
