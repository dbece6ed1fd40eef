# same as: the_right_ones

def misclassified(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    z = logits.flatten()
    labels = y.flatten()
    picked = np.nonzero(np.where(z > 0, 1.0, 0.0) == labels)[0]
    return np.array(sorted(picked, key=lambda i: abs(z[i]), reverse=True), dtype=int)
