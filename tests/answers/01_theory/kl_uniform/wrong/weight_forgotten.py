# mistake: integrates ln(p/q) without the weight p(x)
# fails: test_kl_uniform
# hint: The logarithm is constant where p is positive. What is its mean under p, whatever the length?

def kl_uniform(a1, b1, a2, b2):
    if a1 < a2 or b1 > b2:
        return np.inf
    return (b1 - a1) * np.log((b2 - a2) / (b1 - a1))
