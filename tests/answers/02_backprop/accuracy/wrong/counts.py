# mistake: returns the number instead of the share
# fails: test_accuracy
# hint: A share lies between 0 and 1: divide by what?

def accuracy(logits, y):
    if logits.shape != y.shape:
        raise ValueError("shapes differ")
    return float(np.sum((logits > 0) == (y == 1)))
