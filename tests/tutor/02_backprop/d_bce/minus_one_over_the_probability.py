# same as: inner_derivative_forgotten

def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = np.clip(p, EPS, 1 - EPS)
    q = np.where(y == 1, p, 1 - p)
    return -1 / (len(q) * q)
