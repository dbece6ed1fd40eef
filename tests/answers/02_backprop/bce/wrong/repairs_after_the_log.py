# mistake: nan and inf are replaced after the logarithm has made them
# fails: test_bce_certain
# hint: You repair nan and infinity when they are already there, and a certain mistake then costs an
# arbitrary huge number. Can you keep p away from 0 and 1 beforehand?

def bce(p: np.ndarray, y: np.ndarray) -> float:
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    return float(np.mean(np.nan_to_num(-y * np.log(p) - (1 - y) * np.log(1 - p))))
