# mistake: clips at 1e-7 instead of EPS
# fails: test_bce_certain
# hint: Your loss cannot exceed 16.1 nats, it should reach 27.6. How close to 0 may a probability come
# in this sheet?

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
