# mistake: the slope is set to 0 beyond |z| = 30
# fails: test_d_sigmoid
# hint: At z = -33 the slope is 4.7e-15, not 0. Nothing has to be cut off.

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    e = np.exp(-np.abs(z))
    return np.where(np.abs(z) > 30, 0.0, e / (1 + e) ** 2)
