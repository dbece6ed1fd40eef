# mistake: treats the two coordinates as independent
# fails: test_log_likelihood_ratio
# hint: Your border is straight. What do the two clouds differ in besides their means?

def log_likelihood_ratio(x):
    one = torch.distributions.Normal(1.0, 1.0).log_prob(x).sum(dim=-1)
    zero = torch.distributions.Normal(0.0, 1.0).log_prob(x).sum(dim=-1)
    return one - zero
