# mistake: generate multiplies the rows by A
# fails: test_flow_generate
# hint: A batch holds rows. Where is the transpose?

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
        return torch.randn(n, 2, generator=generator) @ self.A + self.b
