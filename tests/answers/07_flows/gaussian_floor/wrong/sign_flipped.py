# mistake: the log-likelihood, not its negative
# fails: test_gaussian_floor
# hint: Does a wider cloud cost more or less?

def gaussian_floor(y):
    d = y.shape[1]
    S = torch.cov(y.T, correction=0)
    return -0.5 * (d * math.log(2 * math.pi) + torch.logdet(S).item() + d)
