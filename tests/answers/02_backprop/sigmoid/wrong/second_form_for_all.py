# mistake: exp(z) / (1 + exp(z)) everywhere, which is inf / inf for large z
# fails: test_sigmoid_large
# hint: At z = 1000 both halves of your fraction are infinite, and the quotient is nan. Which of the two
# forms is safe there?

def sigmoid(z: np.ndarray) -> np.ndarray:
    return np.exp(z) / (1 + np.exp(z))
