# mistake: returns the samples that are right
# fails: test_misclassified
# hint: These are the samples your network gets right.

def misclassified(logits, y):
    wrong = np.flatnonzero((logits > 0) == (y == 1))
    return wrong[np.argsort(-np.abs(logits.ravel()[wrong]))]
