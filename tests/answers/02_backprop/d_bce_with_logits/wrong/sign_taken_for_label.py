# mistake: s = 2y - 1 in place of y
# fails: test_d_bce_with_logits
# hint: s is a helper in the loss. What is subtracted from the probability in the gradient, s or y?

def d_bce_with_logits(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    return (sigmoid(z) - (2 * y - 1)) / len(y)
