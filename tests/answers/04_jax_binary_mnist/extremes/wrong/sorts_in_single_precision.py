# mistake: sorts in float32, where close logits are equal and huge ones infinite
# fails: test_extremes, test_extremes_saturated
# hint: In float32, 1 and 1 + 1e-12 are equal. In which precision do you sort?

def extremes(logits, y, k):
    z, label = np.asarray(logits, dtype=np.float32)[:, 0], np.asarray(y)[:, 0]
    ones, sevens = np.flatnonzero(label == 1), np.flatnonzero(label == 0)
    rising = lambda members: members[np.argsort(z[members], kind="stable")][:k]
    falling = lambda members: members[np.argsort(-z[members], kind="stable")][:k]
    return {"clear ones": falling(ones), "confusing ones": rising(ones), "clear sevens": rising(sevens), "confusing sevens": falling(sevens)}
