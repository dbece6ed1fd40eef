# mistake: a logit of 0 counts as right for both labels
# fails: test_misclassified
# hint: Which class does a logit of 0 predict? So for one of the labels it is a mistake.

def misclassified(logits, y):
    margin = ((2 * y - 1) * logits).ravel()
    order = np.argsort(margin)
    return order[margin[order] < 0]
