# mistake: A starts at random, near the identity
# fails: test_flow_parameters
# hint: What does your flow change before it has learned anything, and is that the same for every model?

class AffineFlow(nn.Module):
    def __init__(self):
        super().__init__()
        self.A = nn.Parameter(torch.eye(2) + 0.1 * torch.randn(2, 2))
        self.b = nn.Parameter(torch.zeros(2))

    def forward(self, x):
        return affine(x, self.A, self.b)

    def log_prob(self, y):
        return log_prob_y(y, self.A, self.b)

    def generate(self, n, generator):
        return self(torch.randn(n, 2, generator=generator))
