def confusion_matrix(y, predicted, classes):
    from sklearn.metrics import confusion_matrix

    return confusion_matrix(y, predicted, labels=range(classes))
