# mistake: subtracts the square of the mean, when all digits are gone
# fails: test_gaussian_floor
# hint: If the mean is 10 000, how many digits of its square are left for the spread? Subtract first, then square.

def gaussian_floor(y: Tensor) -> float:
    n, d = y.shape
    mean = y.mean(dim=0)
    S = y.T @ y / n - torch.outer(mean, mean)
    return d / 2 * math.log(2 * math.pi) + 0.5 * torch.linalg.slogdet(S)[1].item() + d / 2
