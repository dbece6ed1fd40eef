# mistake: sorts by the logit with its sign, so confident zeros come last
# fails: test_misclassified
# hint: A logit of -4 for a one is as bad as +4 for a zero. What is the size of a mistake?

def misclassified(logits, y):
    wrong = np.flatnonzero((logits > 0) != (y == 1))
    return wrong[np.argsort(-logits.ravel()[wrong])]
