# same as: half_at_zero

def d_relu(z: np.ndarray) -> np.ndarray:
    return (np.sign(z) + 1) / 2
