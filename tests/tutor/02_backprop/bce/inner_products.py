# same as: sum_not_mean

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("no")
    q = np.clip(p.ravel(), EPS, 1 - EPS)
    t = y.ravel()
    return float(-np.dot(t, np.log(q)) - np.dot(1 - t, np.log(1 - q)))
