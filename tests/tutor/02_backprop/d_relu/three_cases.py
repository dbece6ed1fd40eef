# same as: sign

def d_relu(z: np.ndarray) -> np.ndarray:
    slope = np.zeros(z.shape)
    slope[z > 0] = 1
    slope[z < 0] = -1
    return slope
