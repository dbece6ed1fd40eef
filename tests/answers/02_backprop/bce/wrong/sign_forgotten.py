# mistake: the minus sign in front is missing
# fails: test_bce
# hint: Your loss is negative. The logarithm of a probability is at most 0: what makes a loss of it?

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    p = np.clip(p, EPS, 1 - EPS)
    return float(np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
