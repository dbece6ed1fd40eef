def gaussian_floor(y):
    center = y.mean(0)
    S = (y - center).T @ (y - center) / len(y)
    return -torch.distributions.MultivariateNormal(center, S).log_prob(y).mean().item()
