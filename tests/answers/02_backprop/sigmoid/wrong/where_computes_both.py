# mistake: np.where picks the right form, but both forms are computed for every entry
# fails: test_sigmoid_large
# hint: Your choice of form is right, yet it warns: np.where does not skip anything, both arrays are
# complete before it picks. How could exp see only numbers that are not positive?

def sigmoid(z: np.ndarray) -> np.ndarray:
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
