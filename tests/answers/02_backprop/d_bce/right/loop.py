def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    slopes = []
    for [p_i], [y_i] in zip(p, y):
        p_i = min(max(p_i, EPS), 1 - EPS)
        slopes.append([(p_i - y_i) / (p_i * (1 - p_i)) / len(p)])
    return np.array(slopes)
