# mistake: integrates over the overlap only, as if q = 0 cost nothing
# fails: test_kl_uniform
# hint: Where q is 0 and p is not, you add nothing. What is ln(p/q) there?

def kl_uniform(a1, b1, a2, b2):
    overlap = max(min(b1, b2) - max(a1, a2), 0)
    return overlap / (b1 - a1) * np.log((b2 - a2) / (b1 - a1))
