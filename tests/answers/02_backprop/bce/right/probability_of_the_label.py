def bce(p: np.ndarray, y: np.ndarray) -> float:
    if np.shape(p) != np.shape(y):
        raise ValueError(f"{np.shape(p)} is not {np.shape(y)}")
    p = np.minimum(np.maximum(p, EPS), 1 - EPS)
    return -np.log(np.where(y == 1, p, 1 - p)).mean()
