# mistake: sets the logits of the other class to zero instead of leaving it out
# fails: test_extremes_saturated
# hint: Your other class has the logit 0. What if all logits of the class you look at lie on one side of 0?

def extremes(logits, y, k):
    ones, sevens = np.ravel(logits * y), np.ravel(logits * (1 - y))
    return {
        "clear ones": np.argsort(-ones)[:k],
        "confusing ones": np.argsort(ones)[:k],
        "clear sevens": np.argsort(sevens)[:k],
        "confusing sevens": np.argsort(-sevens)[:k],
    }
