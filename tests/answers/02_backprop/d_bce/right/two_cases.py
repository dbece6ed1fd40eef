def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = np.clip(p, EPS, 1 - EPS)
    return np.where(y == 1, -1 / p, 1 / (1 - p)) / p.size
