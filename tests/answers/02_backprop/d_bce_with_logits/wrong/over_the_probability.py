# mistake: the product of two derivatives over the clipped probability, which is 0 where the network is
# most wrong
# fails: test_d_bce_with_logits
# hint: For z = -1000 and y = 1 your gradient is 0, as if all were well: one factor is huge, the other
# exactly 0. What is left if you cancel them on paper first?

def d_bce_with_logits(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    return d_bce(sigmoid(z), y) * d_sigmoid(z)
