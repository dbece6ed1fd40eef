# mistake: goes over the clipped probability, so that no loss exceeds 27.6 nats
# fails: test_bce_with_logits
# hint: However wrong the network is, your loss stops at 27.6 nats: the clip of 2.3 is still inside. Can
# you get from z to the loss without meeting p?

def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    return bce(sigmoid(z), y)
