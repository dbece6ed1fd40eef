# mistake: logaddexp(1, a) is ln(e + exp(a)), not ln(1 + exp(a))
# fails: test_bce_with_logits
# hint: logaddexp takes the logarithms of what it adds. Of which number is the logarithm 1, and of which
# is it 0?

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    return float(np.mean(np.logaddexp(1, -z * (2 * y - 1))))
