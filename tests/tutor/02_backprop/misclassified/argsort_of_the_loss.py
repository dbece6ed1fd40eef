# same as: mildest_first

def misclassified(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    z, t = logits.ravel(), y.ravel()
    loss = np.logaddexp(0, np.where(t == 1, -z, z))
    order = np.argsort(loss)
    is_wrong = (z > 0) != (t == 1)
    return order[is_wrong[order]]
