# mistake: standardizes with the batch at hand, so that a logit depends on the other samples
# fails: test_logistic_regression
# hint: Ask for the logit of one sample alone, then among others. Should it change?

class LogisticRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 1)

    def forward(self, x):
        flat = x.reshape(-1, 2)
        x = (x - flat.mean(0)) / (flat.std(0, correction=0) + 1e-5)
        return self.layer(x)
