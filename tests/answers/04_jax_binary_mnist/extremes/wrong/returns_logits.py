# mistake: returns the logits instead of their indices
# fails: test_extremes, test_extremes_saturated
# hint: You return how extreme they are. Which samples are they?

def extremes(logits, y, k):
    z, label = np.ravel(logits), np.ravel(y)
    ones, sevens = np.sort(z[label == 1]), np.sort(z[label == 0])
    return {"clear ones": ones[::-1][:k], "clear sevens": sevens[:k], "confusing ones": ones[:k], "confusing sevens": sevens[::-1][:k]}
