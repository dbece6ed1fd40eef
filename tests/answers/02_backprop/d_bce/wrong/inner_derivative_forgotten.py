# mistake: the inner derivative of ln(1 - p), which is -1, is forgotten
# fails: test_d_bce
# hint: The samples with y = 1 are right, those with y = 0 have the wrong sign. What is the derivative
# of ln(1 - p) by p?

def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = np.clip(p, EPS, 1 - EPS)
    return (-y / p - (1 - y) / (1 - p)) / len(y)
