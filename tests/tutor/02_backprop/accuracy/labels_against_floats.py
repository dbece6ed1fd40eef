# same as: broadcasts

def accuracy(logits: np.ndarray, y: np.ndarray) -> float:
    predicted = np.where(logits > 0, 1.0, 0.0)
    hits = np.equal(predicted, y)
    return hits.sum() / hits.size
