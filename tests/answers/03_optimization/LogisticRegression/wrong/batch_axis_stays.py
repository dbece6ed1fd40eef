# mistake: gives a single point a batch axis and leaves it there
# fails: test_logistic_regression
# hint: Which shape has the logit of one point of shape (2,)?

class LogisticRegression(nn.Module):
    """An affine logit of two inputs: three parameters.

    ``forward`` maps inputs of shape ``(..., 2)`` to logits of shape ``(..., 1)``.
    """

    def __init__(self):
        super().__init__()
        self.W = nn.Parameter(torch.randn(2, 1) / math.sqrt(2))
        self.b = nn.Parameter(torch.zeros(1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if x.ndim == 1:
            x = x.unsqueeze(0)
        return torch.matmul(x, self.W) + self.b
