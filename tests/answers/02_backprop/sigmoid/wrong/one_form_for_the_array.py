# mistake: one entry decides which form the whole array gets
# fails: test_sigmoid_large
# hint: You choose one form for the whole array. What happens to an array that holds -1000 and 1000?

def sigmoid(z: np.ndarray) -> np.ndarray:
    if np.max(z) > 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))
