# same as: n_forgotten

def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = np.clip(p, EPS, 1 - EPS)
    grad = np.zeros_like(p)
    ones = y == 1
    grad[ones] = -1 / p[ones]
    grad[~ones] = 1 / (1 - p[~ones])
    return grad
