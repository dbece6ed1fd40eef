# mistake: np.max takes 0 as an axis, so the maximum runs over the samples
# fails: test_relu
# hint: Your result has fewer entries than z. In np.max, what does the second argument mean: a number to
# compare with, or an axis?

def relu(z: np.ndarray) -> np.ndarray:
    return np.max(z, 0)
