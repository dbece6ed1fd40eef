# mistake: infinite only if the intervals do not meet at all
# fails: test_kl_uniform
# hint: Half of p outside of q, and you return a finite number. How much mass outside does it take?

def kl_uniform(a1, b1, a2, b2):
    if b1 <= a2 or b2 <= a1:
        return np.inf
    return np.log((b2 - a2) / (b1 - a1))
