# mistake: makes shapes agree instead of refusing them
# fails: test_accuracy
# hint: Flattening hides the mistake of the caller. What does the docstring promise for shapes that differ?

def accuracy(logits, y):
    return float(np.mean((np.ravel(logits) > 0) == (np.ravel(y) == 1)))
