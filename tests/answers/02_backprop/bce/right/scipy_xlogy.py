from scipy.special import xlog1py, xlogy


def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("p and y need the same shape")
    p = np.clip(p, EPS, 1 - EPS)
    return -(xlogy(y, p) + xlog1py(1 - y, -p)).sum() / y.size
