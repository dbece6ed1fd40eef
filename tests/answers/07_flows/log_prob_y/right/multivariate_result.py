def log_prob_y(y, A, b):
    points, A, b = y.double(), A.double(), b.double()  # a covariance squares what A is, and float32 ends at 1e-45
    return torch.distributions.MultivariateNormal(b, covariance_matrix=A @ A.T).log_prob(points).to(y.dtype)
