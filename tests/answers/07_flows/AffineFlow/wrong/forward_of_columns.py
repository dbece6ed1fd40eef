# mistake: forward multiplies the rows by A, log_prob goes by the columns
# fails: test_flow_log_prob, test_flow_generate
# hint: Send a point there with forward and back with affine_inv. Where does it end if A is not symmetric?

class AffineFlow(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.A = nn.Parameter(torch.eye(2))
        self.b = nn.Parameter(torch.zeros(2))

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.A + self.b

    def log_prob(self, y: Tensor) -> Tensor:
        return log_prob_y(y, self.A, self.b)

    def generate(self, n: int, generator: torch.Generator) -> Tensor:
        return self(torch.randn(n, 2, generator=generator))
