# mistake: p is clipped in the loss but not in its gradient
# fails: test_d_bce
# hint: For a certain network your gradient divides by 0. You clip p in the loss; why not here?

def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    return (p - y) / (p * (1 - p)) / len(y)
