# mistake: forms the determinant before its logarithm
# fails: test_gaussian_floor
# hint: A determinant of many small numbers is 0 in floats, its logarithm is not. Which function
# gives the logarithm at once?


# where: y of shape (200, 60) with standard deviation 0.1: -inf instead of about -58.
def gaussian_floor(y: Tensor) -> float:
    """The lowest mean negative log-likelihood that a Gaussian can reach on a sample, in nats.

    Args:
        y: data, shape ``(n, d)`` with n > d > 1.

    Returns:
        One number.
    """
    n, d = y.shape
    S = torch.cov(y.T, correction=0)
    return (d * math.log(2 * math.pi) + torch.log(torch.det(S)) + d).item() / 2
