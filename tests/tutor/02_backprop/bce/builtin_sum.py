# same as: mean_over_one_axis

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError(f"{p.shape} is not {y.shape}")
    p = np.clip(p, EPS, 1 - EPS)
    losses = [-(yi * np.log(pi) + (1 - yi) * np.log(1 - pi)) for pi, yi in zip(p, y)]
    return sum(losses) / len(losses)
