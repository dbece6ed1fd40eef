# mistake: a formula with cosh, which overflows for large logits
# fails: test_d_sigmoid
# hint: 1 / inf is 0, as it should be, but on the way there is an overflow. Which exponential never overflows?

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    return 0.25 / np.cosh(z / 2) ** 2
