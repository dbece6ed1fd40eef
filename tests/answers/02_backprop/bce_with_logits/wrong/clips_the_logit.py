# mistake: z is clipped so that exp does not overflow
# fails: test_bce_with_logits
# hint: Your loss stops growing where you clip z. How much should z = -1000 cost if the label is 1?

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    z = np.clip(z, -500, 500)
    return float(np.mean(np.log1p(np.exp(-z * (2 * y - 1)))))
