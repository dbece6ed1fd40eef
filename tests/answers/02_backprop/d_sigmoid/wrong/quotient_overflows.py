# mistake: the derivative of 1 / (1 + exp(-z)) as it stands, inf / inf for very negative z
# fails: test_d_sigmoid
# hint: The formula is right, but at z = -1000 it is inf / inf. You have a sigmoid that survives this;
# can the slope be said with it alone?

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    return np.exp(-z) / (1 + np.exp(-z)) ** 2
