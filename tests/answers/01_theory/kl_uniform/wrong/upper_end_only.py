# mistake: looks at the upper end only
# fails: test_kl_uniform
# hint: Try p on (-1, 1) and q on (0, 2). Which samples of p lie where q is 0?

def kl_uniform(a1, b1, a2, b2):
    if b1 > b2:
        return np.inf
    return np.log((b2 - a2) / (b1 - a1))
