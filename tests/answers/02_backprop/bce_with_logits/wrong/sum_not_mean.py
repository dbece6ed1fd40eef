# mistake: the losses of the samples are added up, not averaged
# fails: test_bce_with_logits
# hint: Your loss grows with the number of samples. It should equal the bce of 2.3: what did that do
# with the sum?

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    return float(np.sum(np.logaddexp(0, -z * (2 * y - 1))))
