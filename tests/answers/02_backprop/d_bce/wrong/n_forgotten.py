# mistake: the derivative of each sample's own loss; the 1/n of the mean is missing
# fails: test_d_bce
# hint: Your gradient is n times too large. What does the 1/n in the mean do to its derivative?

def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = np.clip(p, EPS, 1 - EPS)
    return (p - y) / (p * (1 - p))
