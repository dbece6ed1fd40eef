# mistake: p is not clipped, so 0 times ln 0 makes the loss nan
# fails: test_bce_certain
# hint: When p is exactly 1 and the label is 1, one of your terms is 0 * ln 0. What should happen to p
# before any logarithm sees it?

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
