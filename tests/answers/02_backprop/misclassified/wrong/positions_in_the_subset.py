# mistake: returns positions among the mistakes instead of indices of samples
# fails: test_misclassified
# hint: argsort of a selection returns positions in the selection. How do you get back to the samples?

def misclassified(logits, y):
    wrong = np.flatnonzero((logits > 0) != (y == 1))
    return np.argsort(-np.abs(logits.ravel()[wrong]))
