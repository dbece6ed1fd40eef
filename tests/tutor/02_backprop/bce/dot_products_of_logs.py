# same as: no_clipping

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("shapes")
    pos = y.T @ np.log(p)
    neg = (1 - y).T @ np.log(1 - p)
    return -(pos + neg).item() / len(p)
