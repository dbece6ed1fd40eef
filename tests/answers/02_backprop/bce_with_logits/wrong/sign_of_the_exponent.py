# mistake: exp(s z) instead of exp(-s z): being right is expensive, being wrong is cheap
# fails: test_bce_with_logits
# hint: Take y = 1 and z = 5, a good answer. Is your loss small or large?

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    return float(np.mean(np.logaddexp(0, z * (2 * y - 1))))
