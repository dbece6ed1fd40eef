# mistake: 1 - sigma(z) is read as sigma(1 - z)
# fails: test_d_sigmoid
# hint: You subtract before the sigmoid, the formula subtracts after it. What are the two at z = 0?

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    return sigmoid(z) * sigmoid(1 - z)
