# mistake: the tanh form with tanh(z) in place of tanh(z / 2)
# fails: test_sigmoid
# hint: The tanh is the same curve on another scale. How steep is yours at 0, and how steep should it
# be?

def sigmoid(z: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(z))
