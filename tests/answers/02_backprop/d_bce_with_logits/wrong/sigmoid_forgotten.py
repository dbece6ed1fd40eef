# mistake: z - y: the logit is taken for a probability
# fails: test_d_bce_with_logits
# hint: You compare the label with the logit itself, which can be -1000. What has to be compared with
# the label?

def d_bce_with_logits(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    return (z - y) / len(y)
