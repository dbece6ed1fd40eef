# mistake: adds det S, not its logarithm
# fails: test_gaussian_floor
# hint: Which quantity in the formula stands under the logarithm?

def gaussian_floor(y):
    d = y.shape[1]
    S = torch.cov(y.T, correction=0)
    return 0.5 * (d * math.log(2 * math.pi) + torch.det(S).item() + d)
