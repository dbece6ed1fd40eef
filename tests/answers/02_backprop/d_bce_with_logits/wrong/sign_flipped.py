# mistake: y - p instead of p - y
# fails: test_d_bce_with_logits
# hint: Every sign is the other way round. If y = 1, does the loss rise or fall as z grows?

def d_bce_with_logits(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    return (y - sigmoid(z)) / len(y)
