# same as: threshold_of_a_probability

def accuracy(logits: np.ndarray, y: np.ndarray) -> float:
    if np.shape(logits) != np.shape(y):
        raise ValueError("shapes")
    right = 0
    for i in range(len(y)):
        label = 1 if logits[i, 0] > 0.5 else 0
        right += int(label == y[i, 0])
    return right / len(y)
