# mistake: share of the ones that are found (recall)
# fails: test_accuracy
# hint: You look at the samples of class 1 only. What about the others?

def accuracy(logits, y):
    if logits.shape != y.shape:
        raise ValueError("shapes differ")
    return float(np.mean(logits[y == 1] > 0)) if np.any(y == 1) else 0.0
