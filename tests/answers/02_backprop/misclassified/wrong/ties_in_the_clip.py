# mistake: sorts by a clipped loss, in which the worst mistakes are equal
# fails: test_misclassified
# hint: Which of two logits, 40 or 60, has the larger loss, and which has it after your clip?

def misclassified(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = np.clip(sigmoid(logits), EPS, 1 - EPS).ravel()
    t = y.ravel()
    loss = -(t * np.log(p) + (1 - t) * np.log(1 - p))
    wrong = np.flatnonzero((p > 0.5) != (t == 1))
    return wrong[np.argsort(-loss[wrong], kind="stable")]
