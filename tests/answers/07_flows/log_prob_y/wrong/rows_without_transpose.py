# mistake: pulls rows back by the inverse of A without transposing it
# fails: test_log_prob_y
# hint: For which A does a row times the inverse give the same as the inverse times a column?

def log_prob_y(y: Tensor, A: Tensor, b: Tensor) -> Tensor:
    x = (y - b) @ torch.linalg.inv(A)
    base = torch.distributions.Normal(0.0, 1.0)
    return base.log_prob(x).sum(dim=1) - torch.linalg.slogdet(A)[1]
