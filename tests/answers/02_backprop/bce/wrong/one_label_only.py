# mistake: only the term for y = 1, as in a cross-entropy over classes
# fails: test_bce
# hint: A sample with y = 0 costs nothing in your loss, whatever the network says. Which of the two
# terms belongs to it?

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    p = np.clip(p, EPS, 1 - EPS)
    return float(-np.mean(y * np.log(p)))
