# mistake: puts a logit of 1000 in place of the other class, which is not beyond every logit
# fails: test_extremes_saturated
# hint: You put a number in place of the logits of the other class. Is it beyond every logit?

def extremes(logits, y, k):
    z, is_one = np.ravel(np.asarray(logits)), np.ravel(np.asarray(y)) == 1
    return {
        "clear ones": np.argsort(-np.where(is_one, z, -1000.0))[:k],
        "confusing ones": np.argsort(np.where(is_one, z, 1000.0))[:k],
        "clear sevens": np.argsort(np.where(is_one, 1000.0, z))[:k],
        "confusing sevens": np.argsort(-np.where(is_one, -1000.0, z))[:k],
    }
