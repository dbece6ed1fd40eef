# mistake: negatives are set to zero in the array that was passed in
# fails: test_relu
# hint: The values are right, but z itself has changed: an array is passed by reference, not copied. Who
# needs the old z later on?

def relu(z: np.ndarray) -> np.ndarray:
    z[z < 0] = 0
    return z
