# mistake: returns a column (n, 1)
# fails: test_misclassified
# hint: Indices into the samples are one-dimensional.

def misclassified(logits, y):
    wrong = np.flatnonzero((logits > 0) != (y == 1))
    return wrong[np.argsort(-np.abs(logits.ravel()[wrong]))][:, None]
