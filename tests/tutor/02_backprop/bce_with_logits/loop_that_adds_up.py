# same as: sum_not_mean

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("shape")
    loss = 0.0
    for i in range(z.shape[0]):
        s = 1.0 if y[i, 0] == 1 else -1.0
        loss = loss + np.logaddexp(0, -s * z[i, 0])
    return loss
