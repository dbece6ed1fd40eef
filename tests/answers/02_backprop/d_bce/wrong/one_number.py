# mistake: the derivatives are averaged to one number instead of being divided by n
# fails: test_d_bce
# hint: You return one number for the whole batch. Each p_i moves the loss by its own amount: how many
# derivatives are there?

def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    p = np.clip(p, EPS, 1 - EPS)
    return np.mean((p - y) / (p * (1 - p)))
