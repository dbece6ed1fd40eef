def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("p and y need the same shape")
    p = p.clip(EPS, 1 - EPS)
    return -(y.T @ np.log(p) + (1 - y).T @ np.log(1 - p)).item() / len(p)
