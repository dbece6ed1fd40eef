# mistake: does not sort
# fails: test_misclassified
# hint: The worst mistake should come first. By what do you sort, and which end comes first?

def misclassified(logits, y):
    wrong = np.flatnonzero((logits > 0) != (y == 1))
    return wrong
