# mistake: z is clipped to [-20, 20], so that all smaller probabilities are the same
# fails: test_sigmoid_large
# hint: No overflow any more, but every z below -20 now gives the same probability. Does exp(-30) need
# to be avoided, or only exp of large positive numbers?

def sigmoid(z: np.ndarray) -> np.ndarray:
    z = np.clip(z, -20, 20)
    return 1 / (1 + np.exp(-z))
