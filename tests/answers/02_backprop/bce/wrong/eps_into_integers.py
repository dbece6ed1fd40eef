# mistake: EPS is written into a copy of the dtype of p, and an integer cannot hold it
# fails: test_bce_certain
# hint: If p holds integers, so does its copy, and EPS becomes 0 in it. np.clip makes floats.

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    p = p.copy()
    p[p < EPS] = EPS
    p[p > 1 - EPS] = 1 - EPS
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
