# same as: eps_outside_the_log

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if np.shape(p) != np.shape(y):
        raise ValueError("shape mismatch")

    def safe_log(v):
        return np.log(v) + EPS

    n = y.size
    return float(-(np.sum(y * safe_log(p)) + np.sum((1 - y) * safe_log(1 - p))) / n)
