# mistake: the losses of the samples are added up, not averaged
# fails: test_bce
# hint: Your loss grows with the number of samples. What does the 1/n in front of the sum ask for?

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    p = np.clip(p, EPS, 1 - EPS)
    return float(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)))
