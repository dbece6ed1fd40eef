# mistake: infinite where q has mass that p has not
# fails: test_kl_uniform
# hint: You call U(0, 1) against U(0, 2) infinite. Whose samples meet which density, and which of
# the two can be 0 at no cost?

def kl_uniform(a1, b1, a2, b2):
    if a2 < a1 or b2 > b1:
        return np.inf
    return np.log((b2 - a2) / (b1 - a1))
