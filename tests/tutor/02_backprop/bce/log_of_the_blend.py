# same as: sign_forgotten

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("p.shape != y.shape")
    p = np.clip(p, EPS, 1 - EPS)
    blend = p * y + (1 - p) * (1 - y)
    return float(np.log(blend).sum() / blend.size)
