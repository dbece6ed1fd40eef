# mistake: shapes that differ are not refused, so (n, 1) and (n,) become (n, n)
# fails: test_bce_with_logits
# hint: The values are right, but the trap of 2.3 waits here too. What happens if z is (3, 1) and y is
# (3,)?

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    return float(np.mean(np.logaddexp(0, -z * (2 * y - 1))))
