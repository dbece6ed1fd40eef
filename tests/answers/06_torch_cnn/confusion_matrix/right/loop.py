def confusion_matrix(y, predicted, classes):
    counts = np.zeros((classes, classes))
    for true, said in zip(y, predicted):
        counts[int(true), int(said)] += 1
    return counts
