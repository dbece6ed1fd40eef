# mistake: the logarithm of a sigmoid that has already become 0
# fails: test_bce_with_logits
# hint: For a sample that is very wrong your sigmoid is exactly 0, and its logarithm is minus infinity.
# Can the exponential and the logarithm be done in one step?

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    return float(-np.mean(np.log(sigmoid(z * (2 * y - 1)))))
