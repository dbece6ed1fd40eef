# same as: nothing

def misclassified(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    loss = np.logaddexp(0, -logits * (2 * y - 1)).ravel()
    return np.argsort(-loss)
