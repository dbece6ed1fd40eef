# same as: transposed
def confusion_matrix(y, predicted, classes):
    counts = np.zeros((classes, classes), dtype=int)
    for true, guess in zip(y, predicted):
        counts[guess, true] += 1
    return counts
