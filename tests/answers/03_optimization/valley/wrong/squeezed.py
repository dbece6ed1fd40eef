# mistake: removes every axis of length 1, also that of a batch of one point
# fails: test_valley
# hint: Which shape has the result for a batch that holds one point?

def valley(theta: torch.Tensor) -> torch.Tensor:
    """The height of the valley."""
    center = torch.tensor([1.0, 2.0], dtype=theta.dtype)
    weights = torch.tensor([[1.0], [0.2]], dtype=theta.dtype)
    return ((theta - center) ** 2 @ weights).squeeze()
