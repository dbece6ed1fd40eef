# same as: sign_flipped

def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    n = len(p)
    p = p.clip(EPS, 1 - EPS)
    return 1 / n * (y / p - (1 - y) / (1 - p))
