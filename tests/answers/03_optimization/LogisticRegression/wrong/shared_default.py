# mistake: makes the layer once, in the default of an argument, so that all models share it
# fails: test_logistic_regression
# hint: Make two models and train one. When is the default of an argument computed?

class LogisticRegression(nn.Module):
    def __init__(self, affine=nn.Linear(2, 1)):
        super().__init__()
        self.affine = affine

    def forward(self, x):
        return self.affine(x)
