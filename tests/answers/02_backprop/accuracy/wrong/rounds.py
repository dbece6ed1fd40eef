# mistake: rounds the share to four decimals
# fails: test_accuracy
# hint: One of three is 0.3333333, not 0.3333. Round when you print, not when you compute.

def accuracy(logits, y):
    if logits.shape != y.shape:
        raise ValueError("shapes differ")
    return round(float(np.mean((logits > 0) == (y == 1))), 4)
