# mistake: returns the probability, which the loss will take for a logit
# fails: test_logistic_regression
# hint: What will the loss do with your output first? Then how often is it squashed?

class LogisticRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.affine = nn.Linear(2, 1)

    def forward(self, x):
        return torch.sigmoid(self.affine(x))
