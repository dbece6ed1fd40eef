# mistake: standardizes the inputs by the batch
# fails: test_logistic_regression
# hint: The logit of a sample changes with the other samples in its batch. An affine function looks
# at one sample alone.


# where: the logit of one sample, in a batch of two and in a batch of one: different.
class LogisticRegression(nn.Module):
    """An affine logit of two inputs: three parameters.

    ``forward`` maps inputs of shape ``(..., 2)`` to logits of shape ``(..., 1)``.
    """

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(2, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        # standardize the inputs first
        flat = x.reshape(-1, 2)
        x = (x - flat.mean(dim=0)) / (flat.std(dim=0, unbiased=False) + 1e-6)
        return self.linear(x)
