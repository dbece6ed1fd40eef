# same as: exp_overflows

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("shapes do not agree")
    if_one = np.log(1 + np.exp(-z))
    if_zero = np.log(1 + np.exp(z))
    return float(np.where(y == 1, if_one, if_zero).mean())
