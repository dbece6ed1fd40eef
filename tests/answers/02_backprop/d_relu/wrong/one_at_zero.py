# mistake: the slope at 0 is taken to be 1
# fails: test_d_relu
# hint: All is right except where z is exactly 0. Which side does the formula count 0 to?

def d_relu(z: np.ndarray) -> np.ndarray:
    return (z >= 0).astype(float)
