# same as: threshold_of_a_probability

def misclassified(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    found = []
    for i, (z, label) in enumerate(zip(logits.ravel(), y.ravel())):
        prediction = 1.0 if z > 0.5 else 0.0
        if prediction != label:
            found.append((-abs(z), i))
    return np.array([i for _, i in sorted(found)], dtype=int)
