# mistake: returns positions within the class
# fails: test_extremes, test_extremes_saturated
# hint: Your indices count the samples of one class only. What do they point to in the test set?

def extremes(logits, y, k):
    z, label = np.ravel(logits), np.ravel(y)
    ones, sevens = np.argsort(z[label == 1]), np.argsort(z[label == 0])
    return {"clear ones": ones[::-1][:k], "clear sevens": sevens[:k], "confusing ones": ones[:k], "confusing sevens": sevens[::-1][:k]}
