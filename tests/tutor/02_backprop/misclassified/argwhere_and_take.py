# same as: column_of_indices

def misclassified(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    predicted = (logits > 0).astype(float)
    wrong = np.argwhere(predicted.ravel() != y.ravel())
    size = np.abs(logits).ravel()[wrong[:, 0]]
    return np.take(wrong, np.argsort(size)[::-1], axis=0)
