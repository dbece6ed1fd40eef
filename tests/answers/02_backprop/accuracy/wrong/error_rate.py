# mistake: returns the share of mistakes
# fails: test_accuracy
# hint: Your perfect classifier has accuracy 0.

def accuracy(logits, y):
    if logits.shape != y.shape:
        raise ValueError("shapes differ")
    return float(np.mean((logits > 0) != (y == 1)))
