# mistake: groups by the predicted class instead of the true one
# fails: test_extremes, test_extremes_saturated
# hint: A one that the network takes for a seven is still a one. By which class do you group?

def extremes(logits, y, k):
    z = np.ravel(logits)
    rising = np.argsort(z)
    ones, sevens = rising[z[rising] > 0], rising[z[rising] <= 0]
    return {"clear ones": ones[::-1][:k], "clear sevens": sevens[:k], "confusing ones": ones[:k], "confusing sevens": sevens[::-1][:k]}
