# mistake: y in place of s = 2y - 1, so that every sample with y = 0 costs ln 2
# fails: test_bce_with_logits
# hint: What multiplies z in your formula when y = 0, and what is s then?

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    return float(np.mean(np.logaddexp(0, -z * y)))
