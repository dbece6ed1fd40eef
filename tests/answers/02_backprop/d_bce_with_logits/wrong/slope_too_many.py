# mistake: p - y times the slope of the sigmoid, which it already contains
# fails: test_d_bce_with_logits
# hint: In p - y the slope of the sigmoid has already cancelled. What does a second one do to a sample
# that is very wrong?

def d_bce_with_logits(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    return (sigmoid(z) - y) * d_sigmoid(z) / len(y)
