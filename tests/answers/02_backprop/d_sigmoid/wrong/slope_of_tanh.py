# mistake: 1 - p squared, the rule for tanh
# fails: test_d_sigmoid
# hint: One minus the square is the slope of another curve, the tanh. What is your slope at z = 0, and
# can the sigmoid be that steep?

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 - sigmoid(z) ** 2
