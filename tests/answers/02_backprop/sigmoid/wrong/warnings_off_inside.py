# mistake: the overflow happens, but its warning is switched off inside of the function
# fails: test_sigmoid_large
# hint: The text asks for no overflow, not for a silent one. Take exp only of numbers that are not positive.

def sigmoid(z: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))
