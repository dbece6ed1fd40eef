# mistake: returns the slope of relu, not relu
# fails: test_relu
# hint: You return 1 where z is positive: that is the slope. What is the height of the curve at z = 3?

def relu(z: np.ndarray) -> np.ndarray:
    return np.where(z > 0, 1.0, 0.0)
