# same as: writes_into_z

def sigmoid(z: np.ndarray) -> np.ndarray:
    for idx in np.ndindex(z.shape):
        v = z[idx]
        if v >= 0:
            z[idx] = 1 / (1 + np.exp(-v))
        else:
            z[idx] = np.exp(v) / (1 + np.exp(v))
    return z
