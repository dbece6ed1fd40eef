def extremes(logits, y, k):
    z = [float(value) for value in np.asarray(logits)[:, 0]]
    ones = [i for i in range(len(z)) if y[i, 0] == 1]
    sevens = [i for i in range(len(z)) if y[i, 0] == 0]
    by_logit = z.__getitem__
    return {
        "clear ones": sorted(ones, key=by_logit, reverse=True)[:k],
        "confusing ones": sorted(ones, key=by_logit)[:k],
        "clear sevens": sorted(sevens, key=by_logit)[:k],
        "confusing sevens": sorted(sevens, key=by_logit, reverse=True)[:k],
    }
