def accuracy(logits, y):
    if np.shape(logits) != np.shape(y):
        raise ValueError(f"shapes {np.shape(logits)} and {np.shape(y)}")
    mistakes = np.logical_xor(np.greater(logits, 0), np.equal(y, 1))
    return (mistakes.size - int(np.count_nonzero(mistakes))) / mistakes.size
