# mistake: as many rows as classes occur
# fails: test_confusion_matrix
# hint: What is the shape of your matrix when a class is missing from the data?

def confusion_matrix(y, predicted, classes):
    seen = np.union1d(y, predicted)
    return np.array([[np.sum((y == i) & (predicted == j)) for j in seen] for i in seen])
