# same as: error_rate

def accuracy(logits: np.ndarray, y: np.ndarray) -> float:
    if logits.shape != y.shape:
        raise ValueError("logits and y have different shapes")
    predicted = (logits > 0) * 1.0
    return float(np.abs(predicted - y).mean())
