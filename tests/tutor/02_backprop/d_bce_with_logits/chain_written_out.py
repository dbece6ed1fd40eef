# same as: over_the_probability

def d_bce_with_logits(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = sigmoid(z)
    q = np.clip(p, EPS, 1 - EPS)
    dl_dp = (-y / q + (1 - y) / (1 - q)) / len(z)
    dp_dz = p - p**2
    return dl_dp * dp_dz
