class AffineFlow(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.register_parameter("A", nn.Parameter(torch.tensor([[1.0, 0.0], [0.0, 1.0]])))
        self.register_parameter("b", nn.Parameter(torch.tensor([0.0, 0.0])))

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.linear(x, self.A, self.b)

    def log_prob(self, y: Tensor) -> Tensor:
        x = (y - self.b) @ torch.linalg.inv(self.A).T
        base = torch.distributions.MultivariateNormal(torch.zeros_like(self.b), torch.eye(2).to(self.b))
        return base.log_prob(x) - torch.linalg.slogdet(self.A).logabsdet

    @torch.no_grad()
    def generate(self, n: int, generator: torch.Generator) -> Tensor:
        return sample_gaussian(n, self.b, self.A @ self.A.T, generator)
