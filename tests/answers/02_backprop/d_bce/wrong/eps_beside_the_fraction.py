# mistake: y / p + eps in place of y / (p + eps): the division by 0 is still there
# fails: test_d_bce
# hint: Your EPS is added after the division. What has to be kept away from 0: the quotient or its
# denominator?

def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    return (-(y / p + EPS) + ((1 - y) / (1 - p) + EPS)) / len(y)
