# mistake: logarithms to base 2, so the loss is in bits
# fails: test_bce
# hint: Your loss is right up to a factor, 1.44. In which unit is it, and which logarithm gives nats?

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    p = np.clip(p, EPS, 1 - EPS)
    return float(-np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p)))
