# same as: one_label_only

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("p and y must have the same shape")
    loss = 0.0
    for i in range(len(p)):
        if y[i, 0] == 1:
            loss += -np.log(min(max(p[i, 0], EPS), 1 - EPS))
    return loss / len(p)
