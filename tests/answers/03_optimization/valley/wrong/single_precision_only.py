# mistake: converts to float32, so points in float64 get heights in float32
# fails: test_valley
# hint: Ask for the height of a point in float64. Which type comes back?

def valley(theta: torch.Tensor) -> torch.Tensor:
    """The height of the valley."""
    theta = torch.as_tensor(theta, dtype=torch.float32)
    return (theta[..., 0] - 1) ** 2 + 0.2 * (theta[..., 1] - 2) ** 2
