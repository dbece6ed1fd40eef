# mistake: z is clipped to [-500, 500], where exp does not overflow yet
# fails: test_sigmoid_large
# hint: All z below -500 give the same probability. The text clips nothing; which exponential never overflows?

def sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))
