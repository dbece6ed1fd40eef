# mistake: A is made symmetric before use
# fails: test_flow_log_prob
# hint: How many numbers can your A learn, three or four?

class AffineFlow(nn.Module):
    def __init__(self):
        super().__init__()
        self.A = nn.Parameter(torch.eye(2))
        self.b = nn.Parameter(torch.zeros(2))

    def forward(self, x):
        return affine(x, 0.5 * (self.A + self.A.T), self.b)

    def log_prob(self, y):
        return log_prob_y(y, 0.5 * (self.A + self.A.T), self.b)

    def generate(self, n, generator):
        return self(torch.randn(n, 2, generator=generator))
