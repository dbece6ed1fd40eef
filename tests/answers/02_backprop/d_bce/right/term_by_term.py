def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = np.clip(p, EPS, 1 - EPS)
    return (-y / p + (1 - y) / (1 - p)) / p.shape[0]
