# mistake: large values are capped, as in relu6
# fails: test_relu
# hint: Your curve becomes flat again for large z. Does the formula have an upper bound?

def relu(z: np.ndarray) -> np.ndarray:
    return np.clip(z, 0, 6)
