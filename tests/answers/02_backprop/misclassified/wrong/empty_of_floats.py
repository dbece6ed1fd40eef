# mistake: without any mistake it returns an empty array of floats
# fails: test_misclassified
# hint: Indices are integers, also when there are none of them: with floats nobody can index.


# where: logits = [[1.0]], y = [[1.0]]: an empty array of type float64; x[result] raises IndexError.
def misclassified(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Which samples are on the wrong side, the most confident mistakes first.

    Args:
        logits: shape ``(n, 1)``; class 1 is predicted where they are positive.
        y: labels 0.0 or 1.0, shape ``(n, 1)``.

    Returns:
        Indices of the misclassified samples, one-dimensional, by falling loss.
    """
    mistakes = []
    for i in range(len(y)):
        if (logits[i, 0] > 0) != (y[i, 0] == 1):
            mistakes.append((abs(logits[i, 0]), i))
    mistakes.sort(reverse=True)
    return np.array([i for _, i in mistakes])
