# mistake: compares logits with 0.5
# fails: test_misclassified
# hint: A logit of 0.3 is a vote for class 1. Where is the border?

def misclassified(logits, y):
    wrong = np.flatnonzero((logits > 0.5) != (y == 1))
    return wrong[np.argsort(-np.abs(logits.ravel()[wrong]))]
