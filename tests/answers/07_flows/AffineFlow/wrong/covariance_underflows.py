# mistake: forms A A^T in float32
# fails: test_flow_log_prob
# hint: A A^T holds squares. How small may the entries of A be, and how small is a square of them?

class AffineFlow(nn.Module):

    def __init__(self) -> None:
        super().__init__()
        self.A = nn.Parameter(torch.eye(2))
        self.b = nn.Parameter(torch.zeros(2))

    def forward(self, x: Tensor) -> Tensor:
        return affine(x, self.A, self.b)

    def log_prob(self, y: Tensor) -> Tensor:
        y_density = torch.distributions.MultivariateNormal(self.b, self.A @ self.A.T)
        return y_density.log_prob(y)

    def generate(self, n: int, generator: torch.Generator) -> Tensor:
        return self(torch.randn(n, 2, generator=generator))
