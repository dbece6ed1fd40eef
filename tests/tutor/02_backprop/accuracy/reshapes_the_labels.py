# same as: flattens_silently

def accuracy(logits: np.ndarray, y: np.ndarray) -> float:
    y = y.reshape(logits.shape)
    predicted = (logits > 0).astype(y.dtype)
    return float((predicted == y).sum() / len(y))
