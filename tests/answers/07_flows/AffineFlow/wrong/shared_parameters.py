# mistake: one A and b for all models
# fails: test_flow_parameters
# hint: Change one model and look at another. Where are the parameters made?

SHARED_A = nn.Parameter(torch.eye(2))
SHARED_B = nn.Parameter(torch.zeros(2))


class AffineFlow(nn.Module):
    def __init__(self):
        super().__init__()
        self.A = SHARED_A
        self.b = SHARED_B

    def forward(self, x):
        return affine(x, self.A, self.b)

    def log_prob(self, y):
        return log_prob_y(y, self.A, self.b)

    def generate(self, n, generator):
        return self(torch.randn(n, 2, generator=generator))
