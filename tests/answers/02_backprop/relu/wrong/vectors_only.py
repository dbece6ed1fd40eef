# mistake: loops over the first axis and compares each entry as if it were a number
# fails: test_relu
# hint: This works for a vector. What is `v` in your loop when z has two axes, and which NumPy function
# takes the larger of two, entry by entry?

def relu(z: np.ndarray) -> np.ndarray:
    return np.array([max(v, 0) for v in z])
