# mistake: hands the covariance over as its Cholesky factor
# fails: test_log_likelihood_ratio
# hint: The second and the third argument of MultivariateNormal are not the same thing. Which have you used?

def log_likelihood_ratio(x):
    normal = torch.distributions.MultivariateNormal
    one = normal(torch.ones(2, dtype=x.dtype), scale_tril=torch.tensor([[1.0, 0.0], [0.8, 1.0]], dtype=x.dtype))
    zero = normal(torch.zeros(2, dtype=x.dtype), torch.eye(2, dtype=x.dtype))
    return one.log_prob(x) - zero.log_prob(x)
