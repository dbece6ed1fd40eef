# mistake: the sign of z, which is the slope of the absolute value
# fails: test_d_relu
# hint: The sign is -1 on the left. Does relu fall there, or is it flat?

def d_relu(z: np.ndarray) -> np.ndarray:
    return np.sign(z)
