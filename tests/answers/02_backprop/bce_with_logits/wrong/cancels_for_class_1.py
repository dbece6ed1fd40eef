# mistake: ln(1 + e^z) - y z, in which two large numbers cancel for y = 1
# fails: test_bce_with_logits
# hint: For y = 0 the tiny losses are right, for y = 1 they are 0: z minus z. Put the sign into the exponent instead.

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    return float(np.mean(np.logaddexp(0, z) - y * z))
