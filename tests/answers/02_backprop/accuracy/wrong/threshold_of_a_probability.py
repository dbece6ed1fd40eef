# mistake: compares logits with 0.5
# fails: test_accuracy
# hint: p = 1/2 belongs to which logit?

def accuracy(logits, y):
    if logits.shape != y.shape:
        raise ValueError("shapes differ")
    return float(np.mean((logits > 0.5) == (y == 1)))
