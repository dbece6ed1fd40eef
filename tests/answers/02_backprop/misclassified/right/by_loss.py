def misclassified(logits, y):
    loss = np.logaddexp(0, -logits * (2 * y - 1)).ravel()
    order = np.argsort(loss)[::-1]
    wrong = ((logits > 0) != (y > 0.5)).ravel()
    return order[wrong[order]]
