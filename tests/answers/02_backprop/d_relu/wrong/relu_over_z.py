# mistake: the slope is computed as relu(z) / z, which is 0 / 0 at 0
# fails: test_d_relu
# hint: The quotient is right except at one z, where it is 0 / 0. Can a comparison do without the
# division?

def d_relu(z: np.ndarray) -> np.ndarray:
    return relu(z) / z
