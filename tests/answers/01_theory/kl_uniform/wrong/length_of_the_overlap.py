# mistake: compares the length of the overlap with that of p, so a sliver is lost to rounding
# fails: test_kl_uniform
# hint: Your overlap of (0, 1) and (1e-20, 2) has the length 1. Which comparison of two ends needs no
# difference?

def kl_uniform(a1, b1, a2, b2):
    covered = max(min(b1, b2) - max(a1, a2), 0.0)
    return np.inf if covered < b1 - a1 else float(np.log((b2 - a2) / (b1 - a1)))
