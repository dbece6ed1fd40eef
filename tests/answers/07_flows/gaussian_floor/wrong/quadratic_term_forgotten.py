# mistake: leaves d / 2 out
# fails: test_gaussian_floor
# hint: What do the squared distances in the exponent average to?

def gaussian_floor(y):
    d = y.shape[1]
    S = torch.cov(y.T, correction=0)
    return 0.5 * (d * math.log(2 * math.pi) + torch.logdet(S).item())
