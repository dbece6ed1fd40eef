def relu(z: np.ndarray) -> np.ndarray:
    h = np.zeros(z.shape, dtype=np.float32)
    for i in np.ndindex(z.shape):
        if z[i] > 0:
            h[i] = z[i]
    return h
