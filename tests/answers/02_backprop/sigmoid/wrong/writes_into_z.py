# mistake: the result is written into the array that was passed in
# fails: test_sigmoid
# hint: The probabilities are right, but your z is gone: `out = z` is a second name, not a second array.
# What makes a copy?

def sigmoid(z: np.ndarray) -> np.ndarray:
    out = z
    positive = z >= 0
    negative = ~positive
    out[positive] = 1 / (1 + np.exp(-z[positive]))
    e = np.exp(z[negative])
    out[negative] = e / (1 + e)
    return out
