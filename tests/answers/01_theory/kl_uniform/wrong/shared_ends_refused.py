# mistake: intervals that share an end count as not contained
# fails: test_kl_uniform
# hint: U(0, 1) against U(0, 2): how much mass does p have where q is 0? Does a single point count?

def kl_uniform(a1, b1, a2, b2):
    if a1 <= a2 or b1 >= b2:
        return np.inf
    return np.log((b2 - a2) / (b1 - a1))
