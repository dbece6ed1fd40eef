# mistake: predicted classes in the rows
# fails: test_confusion_matrix
# hint: Which class does a row stand for?

def confusion_matrix(y, predicted, classes):
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (predicted, y), 1)
    return counts
