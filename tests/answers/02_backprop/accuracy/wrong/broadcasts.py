# mistake: lets (n, 1) == (n,) become (n, n)
# fails: test_accuracy
# hint: What is the shape of (n, 1) == (n,)? Refuse shapes that differ.

def accuracy(logits, y):
    return float(np.mean((logits > 0) == (y == 1)))
