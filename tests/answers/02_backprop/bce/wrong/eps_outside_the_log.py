# mistake: EPS is added to the logarithm instead of keeping its argument from 0
# fails: test_bce_certain
# hint: You add EPS to the logarithm. Minus infinity plus EPS is still minus infinity: what is it that
# must not become 0?

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    return float(-np.mean(y * (np.log(p) + EPS) + (1 - y) * (np.log(1 - p) + EPS)))
