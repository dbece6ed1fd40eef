# same as: nothing
def kl_uniform(a1, b1, a2, b2):
    if a1 < a2 or b1 > b2:
        return np.inf
    return (b2 - a2) / (b1 - a1) - 1
