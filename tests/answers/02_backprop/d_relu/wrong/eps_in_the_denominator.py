# mistake: relu(z) / (|z| + machine epsilon), so that there is no 0 / 0
# fails: test_d_relu
# hint: For a tiny positive z the small constant is larger than z. Compare z with 0 instead.

def d_relu(z: np.ndarray) -> np.ndarray:
    return np.maximum(z, 0) / (np.abs(z) + np.finfo(float).eps)
