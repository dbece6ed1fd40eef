# mistake: its constants are float32, which meet float64 inputs in a matrix product
# fails: test_log_likelihood_ratio
# hint: Read the error: which two types meet in the product, and which of them did the caller choose?

def log_likelihood_ratio(x):
    mean, covariance = torch.tensor([1.0, 1.0]), torch.tensor([[1.0, 0.8], [0.8, 1.0]])
    off = x - mean
    exponent = -0.5 * ((off @ torch.linalg.inv(covariance)) * off).sum(-1)
    return exponent - 0.5 * torch.log(torch.linalg.det(covariance)) + 0.5 * (x * x).sum(-1)
