# mistake: p is kept away from 0, but not from 1
# fails: test_d_bce
# hint: What is your result for p = 1 and y = 0? There are two bounds.

def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = np.maximum(p, EPS)
    return np.where(y == 1, -1 / p, 1 / (1 - p)) / len(p)
