# mistake: the line must pass through the origin
# fails: test_logistic_regression
# hint: Which lines can your model not draw?

class LogisticRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.affine = nn.Linear(2, 1, bias=False)

    def forward(self, x):
        return self.affine(x)
