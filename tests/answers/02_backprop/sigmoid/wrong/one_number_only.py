# mistake: compares the array with 0 in an if, as if it were one number
# fails: test_sigmoid, test_sigmoid_large
# hint: Python cannot answer `z >= 0` with one yes or no when z is an array. Which function chooses
# entry by entry?

def sigmoid(z: np.ndarray) -> np.ndarray:
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))
