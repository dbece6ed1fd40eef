# mistake: clips p itself
# fails: test_bce_certain
# hint: After your function, the p of the caller is another one. Clip into a copy.

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    np.clip(p, EPS, 1 - EPS, out=p)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
