# mistake: returns relu itself, not its slope
# fails: test_d_relu
# hint: You return the height of the curve. How fast does it rise at z = 3, and is that any different at
# z = 30?

def d_relu(z: np.ndarray) -> np.ndarray:
    return np.maximum(z, 0)
