# mistake: the mean runs over axis 0 only, so an array of shape (1,) comes back
# fails: test_bce
# hint: The value is right, but it comes as an array of one entry. What is left of the shape (n, 1)
# after a mean over axis 0?

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    p = np.clip(p, EPS, 1 - EPS)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p), axis=0)
