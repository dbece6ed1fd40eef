# mistake: A and b are tensors, not parameters
# fails: test_flow_parameters, test_fit_affine
# hint: What does list(model.parameters()) hold?

class AffineFlow(nn.Module):
    def __init__(self):
        super().__init__()
        self.A = torch.eye(2, requires_grad=True)
        self.b = torch.zeros(2, requires_grad=True)

    def forward(self, x):
        return affine(x, self.A, self.b)

    def log_prob(self, y):
        return log_prob_y(y, self.A, self.b)

    def generate(self, n, generator):
        return self(torch.randn(n, 2, generator=generator))
