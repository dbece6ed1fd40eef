# same as: log_of_the_sigmoid

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("z and y have different shapes")
    p = np.where(y == 1, sigmoid(z), sigmoid(-z))
    loss = np.sum(-np.log(p)) / len(p)
    return float(loss)
