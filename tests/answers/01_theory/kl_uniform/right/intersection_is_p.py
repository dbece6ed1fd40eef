def kl_uniform(a1, b1, a2, b2):
    if (max(a1, a2), min(b1, b2)) != (a1, b1):  # p lies in q if the intersection is p
        return np.inf
    return float(np.log(b2 - a2) - np.log(b1 - a1))
