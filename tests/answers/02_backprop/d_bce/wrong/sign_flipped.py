# mistake: y - p instead of p - y
# fails: test_d_bce
# hint: Every sign is the other way round. If y = 1, does the loss rise or fall as p grows?

def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = np.clip(p, EPS, 1 - EPS)
    return (y - p) / (p * (1 - p)) / len(y)
