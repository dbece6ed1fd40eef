# mistake: a boolean index removes the negative entries instead of zeroing them
# fails: test_relu
# hint: A boolean index keeps some entries and throws the others away, so the shape is lost. What should
# stand in the place of a negative one?

def relu(z: np.ndarray) -> np.ndarray:
    return z[z > 0]
