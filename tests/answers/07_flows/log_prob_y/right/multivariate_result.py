def log_prob_y(y, A, b):
    return torch.distributions.MultivariateNormal(b, covariance_matrix=A @ A.T).log_prob(y)
