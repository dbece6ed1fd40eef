# mistake: 1 / (1 + exp(-z)) everywhere, which overflows for very negative z
# fails: test_sigmoid_large
# hint: The values are right, but at z = -1000 you take exp(1000). Which of the two forms takes
# exp(-1000) there?

def sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))
