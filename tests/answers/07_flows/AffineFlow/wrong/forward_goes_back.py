# mistake: called, the flow maps data to noise
# fails: test_flow_log_prob, test_flow_generate
# hint: Called, a flow maps noise to data. Which of your two functions does that?

class AffineFlow(nn.Module):
    def __init__(self):
        super().__init__()
        self.A = nn.Parameter(torch.eye(2))
        self.b = nn.Parameter(torch.zeros(2))

    def forward(self, x):
        return affine_inv(x, self.A, self.b)

    def log_prob(self, y):
        return log_prob_y(y, self.A, self.b)

    def generate(self, n, generator):
        return self(torch.randn(n, 2, generator=generator))
