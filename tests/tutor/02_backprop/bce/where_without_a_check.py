# same as: lets_shapes_broadcast

def bce(p: np.ndarray, y: np.ndarray) -> float:
    p = np.clip(p, EPS, 1 - EPS)
    p_of_label = np.where(y == 1, p, 1 - p)
    return -float(np.mean(np.log(p_of_label)))
