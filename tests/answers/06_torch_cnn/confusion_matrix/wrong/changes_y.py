# mistake: changes the caller's labels
# fails: test_confusion_matrix
# hint: After your function the caller's labels are numbers of pairs. Do not write into an argument.


# where: y = [0, 1], predicted = [1, 1], classes = 2: y is [1, 3] after the call.
def confusion_matrix(y: np.ndarray, predicted: np.ndarray, classes: int) -> np.ndarray:
    """How often each class was taken for each.

    Args:
        y: true classes, integers from 0 to below ``classes``, shape ``(n,)``.
        predicted: predicted classes, likewise.
        classes: how many there are, whether or not they occur.

    Returns:
        Counts, shape ``(classes, classes)``: true class by predicted class.
    """
    y *= classes
    y += predicted  # the number of the pair
    return np.bincount(y, minlength=classes**2).reshape(classes, classes)
