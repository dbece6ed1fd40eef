# mistake: the denominator of the quotient rule is not squared, which leaves 1 - p
# fails: test_d_sigmoid
# hint: Your slope is 1/2 at 0, the look says 1/4. What does the quotient rule do to the denominator?

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    e = np.exp(-np.abs(z))
    return e / (1 + e)
