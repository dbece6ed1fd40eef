# mistake: a Gaussian with covariance A
# fails: test_log_prob_y, test_fit_affine
# hint: What is the covariance of A x? You computed it in 7.2.

def log_prob_y(y, A, b):
    return torch.distributions.MultivariateNormal(b, precision_matrix=torch.linalg.inv(0.5 * (A + A.T)), validate_args=False).log_prob(y)
