# same as: in_the_order_of_the_data

def misclassified(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    predicted = logits > 0
    return np.array([i for i in range(len(y)) if predicted[i, 0] != bool(y[i, 0])], dtype=int)
