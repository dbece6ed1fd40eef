def accuracy(logits, y):
    if logits.shape != y.shape:
        raise ValueError(f"{logits.shape} is not {y.shape}")
    return 1 - np.abs((sigmoid(logits) > 0.5) - y).mean()
