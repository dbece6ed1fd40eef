def brightness(rgb):
    weights = np.array([299, 587, 114], dtype=np.float32) / 1000
    return np.tensordot(rgb.astype(np.float32) / 255, weights, axes=1)
