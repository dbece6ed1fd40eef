# mistake: sorts by rising confidence
# fails: test_misclassified
# hint: Your first one is the mildest mistake.

def misclassified(logits, y):
    wrong = np.flatnonzero((logits > 0) != (y == 1))
    return wrong[np.argsort(np.abs(logits.ravel()[wrong]))]
