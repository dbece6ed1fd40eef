# mistake: log_prob reads A and b past autograd
# fails: test_flow_log_prob, test_fit_affine
# hint: Parameters that autograd does not see get no gradient. What does .data do?

class AffineFlow(nn.Module):
    def __init__(self):
        super().__init__()
        self.A = nn.Parameter(torch.eye(2))
        self.b = nn.Parameter(torch.zeros(2))

    def forward(self, x):
        return affine(x, self.A, self.b)

    def log_prob(self, y):
        return log_prob_y(y, self.A.data, self.b.data)

    def generate(self, n, generator):
        return self(torch.randn(n, 2, generator=generator))
