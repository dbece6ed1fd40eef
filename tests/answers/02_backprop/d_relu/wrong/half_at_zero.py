# mistake: the slope at 0 is taken halfway between its neighbors
# fails: test_d_relu
# hint: A half is a fair guess for the slope at the bend, but we agreed on another number there. Which
# one stands in the formula?

def d_relu(z: np.ndarray) -> np.ndarray:
    return np.heaviside(z, 0.5)
