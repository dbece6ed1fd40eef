class LogisticRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.randn(()))
        self.weights = nn.ParameterList([nn.Parameter(torch.randn(1)) for _ in range(2)])

    def forward(self, x):
        one, two = self.weights
        return (one * x[..., :1] + two * x[..., 1:]) + self.bias
