# mistake: int64 and uint64 together become floats, which bincount refuses
# fails: test_confusion_matrix
# hint: Which type has the sum of an int64 and a uint64? Make integers of one type from both arrays.

def confusion_matrix(y, predicted, classes):
    return np.bincount(y.astype(int) * classes + predicted, minlength=classes**2).reshape(classes, classes)
