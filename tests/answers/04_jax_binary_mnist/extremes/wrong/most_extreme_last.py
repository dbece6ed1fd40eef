# mistake: puts the most extreme last
# fails: test_extremes, test_extremes_saturated
# hint: Look at the order of your four arrays. Which sample should come first?

def extremes(logits, y, k):
    rising = np.argsort(np.ravel(logits))
    label = np.ravel(y)[rising]
    ones, sevens = rising[label == 1], rising[label == 0]
    return {"clear ones": ones[-k:], "clear sevens": sevens[:k][::-1], "confusing ones": ones[:k][::-1], "confusing sevens": sevens[-k:]}
