# mistake: cuts negative logits off
# fails: test_logistic_regression
# hint: Which logit belongs to a probability below one half?

class LogisticRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.affine = nn.Linear(2, 1)

    def forward(self, x):
        return torch.relu(self.affine(x))
