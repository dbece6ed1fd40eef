# mistake: the second moments instead of the covariance
# fails: test_gaussian_floor
# hint: Where is the mean of your data? S is taken around it.

def gaussian_floor(y):
    d = y.shape[1]
    S = y.T @ y / len(y)
    return 0.5 * (d * math.log(2 * math.pi) + torch.logdet(S).item() + d)
