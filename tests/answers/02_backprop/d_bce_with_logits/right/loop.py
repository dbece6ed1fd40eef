def d_bce_with_logits(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    slopes = np.zeros(z.shape)
    for i in range(len(z)):
        slopes[i] = (sigmoid(z[i : i + 1]) - y[i])[0] / len(z)
    return slopes
