# mistake: the overflow happens, but its warning is switched off, and stays off
# fails: test_sigmoid_large
# hint: The warning is gone, the overflow is not, and after your function nobody is warned any more. Take exp only of
# numbers that are not positive.

def sigmoid(z: np.ndarray) -> np.ndarray:
    np.seterr(over="ignore")
    return 1 / (1 + np.exp(-z))
