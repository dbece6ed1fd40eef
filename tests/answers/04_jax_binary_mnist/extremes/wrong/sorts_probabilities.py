# mistake: sorts the probabilities, which tie when they saturate
# fails: test_extremes_saturated
# hint: Many of your probabilities are exactly 1.0. Who comes first among equals?

def extremes(logits, y, k):
    rising = np.argsort(np.ravel(jax.nn.sigmoid(logits)))
    label = np.ravel(y)[rising]
    ones, sevens = rising[label == 1], rising[label == 0]
    return {"clear ones": ones[::-1][:k], "clear sevens": sevens[:k], "confusing ones": ones[:k], "confusing sevens": sevens[::-1][:k]}
