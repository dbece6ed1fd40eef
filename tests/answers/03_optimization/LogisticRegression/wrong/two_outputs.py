# mistake: one logit per class, as for a softmax
# fails: test_logistic_regression
# hint: Two classes need one number. Which shape has z?

class LogisticRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.affine = nn.Linear(2, 2)

    def forward(self, x):
        return self.affine(x)
