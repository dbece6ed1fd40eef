# mistake: an assert, so that another error is raised, and none at all under python -O
# fails: test_bce_shapes
# hint: You do refuse, but an assert raises AssertionError. Which error does the docstring promise?

def bce(p: np.ndarray, y: np.ndarray) -> float:
    assert p.shape == y.shape
    p = np.clip(p, EPS, 1 - EPS)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
