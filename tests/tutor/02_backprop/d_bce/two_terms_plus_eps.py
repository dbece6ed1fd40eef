# same as: eps_beside_the_fraction

def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    eps = 1e-12
    first = np.divide(y, p) + eps
    second = np.divide(1 - y, 1 - p) + eps
    return (second - first) / p.shape[0]
