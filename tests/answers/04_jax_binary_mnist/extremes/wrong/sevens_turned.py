# mistake: treats the sevens like the ones
# fails: test_extremes, test_extremes_saturated
# hint: What is the sign of the logit of a clear seven?

def extremes(logits, y, k):
    rising = np.argsort(np.ravel(logits))
    label = np.ravel(y)[rising]
    ones, sevens = rising[label == 1], rising[label == 0]
    return {"clear ones": ones[::-1][:k], "clear sevens": sevens[::-1][:k], "confusing ones": ones[:k], "confusing sevens": sevens[:k]}
