# mistake: the formula as it stands: exp of a large number is infinite before the logarithm can bring it
# back
# fails: test_bce_with_logits
# hint: The formula is right on paper, but exp(1000) is infinite. NumPy has one function for ln(e^a +
# e^b) that never holds e^b itself: which?

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    return float(np.mean(np.log(1 + np.exp(-z * (2 * y - 1)))))
