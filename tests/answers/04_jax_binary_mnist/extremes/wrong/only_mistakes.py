# mistake: takes only misclassified samples for confusing
# fails: test_extremes_saturated
# hint: If the network makes fewer than k mistakes in a class, how many indices do you return?

def extremes(logits, y, k):
    z, one = np.ravel(logits), np.ravel(y) == 1
    order = np.argsort(z)
    up, down = order, order[::-1]
    return {
        "clear ones": down[one[down]][:k],
        "confusing ones": up[one[up] & (z[up] <= 0)][:k],
        "clear sevens": up[~one[up]][:k],
        "confusing sevens": down[~one[down] & (z[down] > 0)][:k],
    }
