# same as: repairs_after_the_log

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("p and y differ")
    log_p = np.nan_to_num(np.log(p))
    log_q = np.nan_to_num(np.log(1 - p))
    return float(np.mean(-(y * log_p + (1 - y) * log_q)))
