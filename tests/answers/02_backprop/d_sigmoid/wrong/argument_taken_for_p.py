# mistake: z (1 - z), as if the argument were already the probability
# fails: test_d_sigmoid
# hint: Your formula is right for a probability, but you are given z. What turns one into the other?

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    return z * (1 - z)
