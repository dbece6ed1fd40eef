# same as: compares_lengths

def bce(p: np.ndarray, y: np.ndarray) -> float:
    n = y.shape[0]
    if p.shape[0] != n:
        raise ValueError
    p = p.clip(EPS, 1 - EPS)
    surprise = -np.log(y * p + (1 - y) * (1 - p))
    return float(surprise.mean())
