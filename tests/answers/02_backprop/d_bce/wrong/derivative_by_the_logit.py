# mistake: p - y, the derivative by the logit, not by the probability
# fails: test_d_bce
# hint: p - y is a derivative of this loss, but with respect to the logit. Which variable is asked for
# here?

def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = np.clip(p, EPS, 1 - EPS)
    return (p - y) / len(y)
