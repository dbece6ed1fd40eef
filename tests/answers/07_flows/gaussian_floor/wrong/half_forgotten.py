# mistake: ln det S without the half
# fails: test_gaussian_floor
# hint: ln|det A| of a root of S, or ln det S: which of them is half the other?

def gaussian_floor(y):
    d = y.shape[1]
    S = torch.cov(y.T, correction=0)
    return 0.5 * d * math.log(2 * math.pi) + torch.logdet(S).item() + 0.5 * d
