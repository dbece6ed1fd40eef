# mistake: takes a batch of two points for a single point
# fails: test_log_likelihood_ratio
# hint: How do you tell a batch of two points from one point?

def log_likelihood_ratio(x: torch.Tensor) -> torch.Tensor:
    """How much better class 1 explains the inputs than class 0."""
    if len(x) == 2:  # one point
        x1, x2 = x
    else:
        x1, x2 = x[..., 0], x[..., 1]
    squared_1 = ((x1 - 1) ** 2 - 1.6 * (x1 - 1) * (x2 - 1) + (x2 - 1) ** 2) / (1 - 0.8**2)
    squared_0 = x1**2 + x2**2
    return squared_0 / 2 - squared_1 / 2 - math.log(1 - 0.8**2) / 2
