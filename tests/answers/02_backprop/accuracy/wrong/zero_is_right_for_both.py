# mistake: counts a logit of 0 as right for both classes
# fails: test_accuracy
# hint: A logit of exactly 0: which class is predicted, and for which label is that right?

def accuracy(logits: np.ndarray, y: np.ndarray) -> float:
    if logits.shape != y.shape:
        raise ValueError("logits and y must have the same shape")
    return float(np.mean(logits * (2 * y - 1) >= 0))
