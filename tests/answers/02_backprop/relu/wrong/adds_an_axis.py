# mistake: an array without axes comes back with one axis
# fails: test_relu
# hint: The result should have the shape of z, also if that is (). Which function adds an axis?

def relu(z: np.ndarray) -> np.ndarray:
    return np.maximum(np.atleast_1d(z), 0)
