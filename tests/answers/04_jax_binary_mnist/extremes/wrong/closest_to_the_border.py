# mistake: takes those nearest to the border for confusing
# fails: test_extremes, test_extremes_saturated
# hint: Undecided is not wrong: a confident mistake is more confusing than a tie.

def extremes(logits, y, k):
    z, label = np.ravel(logits), np.ravel(y)
    clear = np.argsort(-np.abs(z))
    unsure = clear[::-1]
    of = lambda order, which: order[label[order] == which][:k]
    return {"clear ones": of(np.argsort(-z), 1), "clear sevens": of(np.argsort(z), 0), "confusing ones": of(unsure, 1), "confusing sevens": of(unsure, 0)}
