# mistake: leaves the right answers out
# fails: test_confusion_matrix
# hint: How many samples does your matrix count in all?

def confusion_matrix(y, predicted, classes):
    counts = np.zeros((classes, classes), dtype=int)
    wrong = y != predicted
    np.add.at(counts, (y[wrong], predicted[wrong]), 1)
    return counts
