def confusion_matrix(y, predicted, classes):
    return np.eye(classes)[y].T @ np.eye(classes)[predicted]
