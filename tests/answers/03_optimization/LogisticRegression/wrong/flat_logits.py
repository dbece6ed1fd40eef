# mistake: drops the last axis of the logits
# fails: test_logistic_regression
# hint: The labels are a column. Which shape do the logits need beside them?

class LogisticRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.affine = nn.Linear(2, 1)

    def forward(self, x):
        return self.affine(x).squeeze(-1)
