# mistake: compares the lengths, which agree for (n, 1) and (n,)
# fails: test_bce_shapes
# hint: You compare how many rows there are. (3, 1) and (3,) both have three; what else can differ?

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if len(p) != len(y):
        raise ValueError("lengths differ")
    p = np.clip(p, EPS, 1 - EPS)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
