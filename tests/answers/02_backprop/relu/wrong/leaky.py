# mistake: a small slope is kept for negative z, as in a leaky relu
# fails: test_relu
# hint: You let a little of the negative part through, which is a leaky relu. What does the formula say
# for z <= 0?

def relu(z: np.ndarray) -> np.ndarray:
    return np.where(z > 0, z, 0.01 * z)
