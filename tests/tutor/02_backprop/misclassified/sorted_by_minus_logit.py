# same as: by_signed_logit

def misclassified(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    wrong = [i for i in range(len(y)) if (logits[i, 0] > 0) != (y[i, 0] == 1)]
    wrong.sort(key=lambda i: -logits[i, 0])
    return np.array(wrong, dtype=int)
