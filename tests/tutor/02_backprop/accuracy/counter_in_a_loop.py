# same as: counts

def accuracy(logits: np.ndarray, y: np.ndarray) -> float:
    if logits.shape != y.shape:
        raise ValueError("logits and y have different shapes")
    right = 0
    for z, label in zip(logits.ravel(), y.ravel()):
        if (z > 0 and label == 1) or (z <= 0 and label == 0):
            right += 1
    return right
