def accuracy(logits, y):
    if np.shape(logits) != np.shape(y):
        raise ValueError("shapes differ")
    hits = 0
    for z, label in zip(logits[:, 0], y[:, 0]):
        hits += int((1.0 if z > 0 else 0.0) == label)
    return hits / len(y)
