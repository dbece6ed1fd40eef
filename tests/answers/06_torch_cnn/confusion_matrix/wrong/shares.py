# mistake: divides each row by its sum
# fails: test_confusion_matrix
# hint: Counts are asked for. And what becomes of a class without samples?

def confusion_matrix(y, predicted, classes):
    counts = np.zeros((classes, classes))
    np.add.at(counts, (y, predicted), 1)
    return counts / counts.sum(axis=1, keepdims=True).clip(1)
