# mistake: the derivative of each sample's own loss; the 1/n of the mean is missing
# fails: test_d_bce_with_logits
# hint: Your gradient is n times too large. The loss is a mean: where did its 1/n go?

def d_bce_with_logits(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    return sigmoid(z) - y
