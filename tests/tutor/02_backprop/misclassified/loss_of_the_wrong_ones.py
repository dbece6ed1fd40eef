# same as: positions_in_the_subset

def misclassified(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    s = 2 * y - 1
    margin = (s * logits).ravel()
    losses = np.logaddexp(0, -margin[margin < 0])
    return np.argsort(losses)[::-1]
