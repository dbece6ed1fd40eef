# same as: changes_z_in_place

def relu(z: np.ndarray) -> np.ndarray:
    np.maximum(z, 0, out=z)
    return z
