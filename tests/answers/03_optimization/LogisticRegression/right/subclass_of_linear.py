class LogisticRegression(nn.Linear):
    def __init__(self):
        super().__init__(2, 1)

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)
