# mistake: cuts the graph between the weights and the logit
# fails: test_logistic_regression
# hint: The logits are right. Can a gradient get back to the weights?

class LogisticRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.affine = nn.Linear(2, 1)

    def forward(self, x):
        with torch.no_grad():
            return self.affine(x)
