# mistake: ignores the correlations
# fails: test_gaussian_floor
# hint: That is the floor of Gaussians whose axes are not tilted.

def gaussian_floor(y):
    d = y.shape[1]
    return 0.5 * (d * math.log(2 * math.pi) + y.var(0, correction=0).log().sum().item() + d)
