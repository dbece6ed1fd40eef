# mistake: the logit is clipped to [-30, 30]
# fails: test_d_bce_with_logits
# hint: All logits below -30 get the same derivative. This section clips nothing.

def d_bce_with_logits(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    return (sigmoid(np.clip(z, -30, 30)) - y) / len(y)
