# mistake: makes the layer in forward, so that each call has other weights and nothing is learned
# fails: test_logistic_regression
# hint: Call your model twice on the same input. Where do its weights live between the calls?

class LogisticRegression(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, x):
        return nn.Linear(2, 1)(x)
