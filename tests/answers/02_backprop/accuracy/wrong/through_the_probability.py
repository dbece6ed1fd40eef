# mistake: compares the probability with 1/2, which a tiny positive logit rounds to
# fails: test_accuracy
# hint: sigmoid(1e-17) is exactly 0.5 in floating point. Which number decides, according to the text?

def accuracy(logits, y):
    if logits.shape != y.shape:
        raise ValueError(f"{logits.shape} is not {y.shape}")
    return 1 - np.abs((sigmoid(logits) > 0.5) - y).mean()
