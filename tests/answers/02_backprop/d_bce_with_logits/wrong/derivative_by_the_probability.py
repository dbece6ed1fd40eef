# mistake: d_bce of the probability: the factor dp/dz is missing
# fails: test_d_bce_with_logits
# hint: This is the derivative by p. One factor of the chain rule is missing on the way to z: which?

def d_bce_with_logits(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    return d_bce(sigmoid(z), y)
