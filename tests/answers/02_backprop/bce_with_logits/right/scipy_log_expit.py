from scipy.special import log_expit


def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("z and y need the same shape")
    return -log_expit(np.where(y == 1, z, -z)).mean()
