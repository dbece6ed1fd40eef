# mistake: compares the number of axes, not the shapes
# fails: test_bce_shapes
# hint: Two arrays with two axes each: can they still broadcast?

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if np.ndim(p) != np.ndim(y):
        raise ValueError("p and y must have the same number of axes")
    p = np.clip(p, EPS, 1 - EPS)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
