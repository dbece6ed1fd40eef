# mistake: the sigmoid is applied to a probability again
# fails: test_d_sigmoid
# hint: The sigmoid is applied twice on the way to your result. What goes into it: the logit, or what
# came out of it?

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    p = sigmoid(z)
    return sigmoid(p) * (1 - sigmoid(p))
