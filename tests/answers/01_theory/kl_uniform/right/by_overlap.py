def kl_uniform(a1, b1, a2, b2):
    covered = max(min(b1, b2) - max(a1, a2), 0.0)
    return np.inf if covered < b1 - a1 else float(np.log((b2 - a2) / (b1 - a1)))
