# same as: nothing

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    return float(np.mean((p - y) ** 2))
