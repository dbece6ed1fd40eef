# mistake: an indexed += counts a pair that comes twice only once
# fails: test_confusion_matrix
# hint: How large can an entry of your matrix get?

def confusion_matrix(y, predicted, classes):
    counts = np.zeros((classes, classes), dtype=int)
    counts[y, predicted] += 1
    return counts
