def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    return 1 / (1 - y - np.clip(p, EPS, 1 - EPS)) / len(p)
