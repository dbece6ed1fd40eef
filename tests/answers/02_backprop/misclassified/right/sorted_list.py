def misclassified(logits, y):
    wrong = [i for i in range(len(y)) if (logits[i, 0] > 0) != bool(y[i, 0])]
    return np.array(sorted(wrong, key=lambda i: abs(logits[i, 0]), reverse=True), dtype=int)
