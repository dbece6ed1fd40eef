# mistake: counts a logit of 0 as a mistake for either label
# fails: test_misclassified
# hint: At a logit of 0, which class is predicted?

def misclassified(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    loss = np.logaddexp(0, -(2 * y - 1) * logits).ravel()
    order = np.argsort(-loss)
    return order[loss[order] >= np.log(2)]
