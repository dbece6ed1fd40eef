# same as: writes_into_z

def d_relu(z: np.ndarray) -> np.ndarray:
    for i in range(z.size):
        z.flat[i] = 1.0 if z.flat[i] > 0 else 0.0
    return z
