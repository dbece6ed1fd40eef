# same as: only_class_one

def accuracy(logits: np.ndarray, y: np.ndarray) -> float:
    if logits.shape != y.shape:
        raise ValueError(str(logits.shape))
    positives = np.sum(y)
    if positives == 0:
        return 0.0
    true_positives = np.sum((logits > 0) * y)
    return float(true_positives / positives)
