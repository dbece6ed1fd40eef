# mistake: negative where it should be positive
# fails: test_kl_uniform
# hint: A divergence is never negative. Which of the two densities is higher inside of p?

def kl_uniform(a1, b1, a2, b2):
    if a1 < a2 or b1 > b2:
        return np.inf
    return np.log((b1 - a1) / (b2 - a2))
