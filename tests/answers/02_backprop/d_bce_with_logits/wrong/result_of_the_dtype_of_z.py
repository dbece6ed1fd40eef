# mistake: the result is written into an array of the dtype of z, which cuts off decimals if z holds integers
# fails: test_d_bce_with_logits
# hint: np.zeros_like makes an array of integers if z is one. What happens to 0.44 in it?

def d_bce_with_logits(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    slopes = np.zeros_like(z)
    for i in range(len(z)):
        slopes[i] = (sigmoid(z[i]) - y[i]) / len(z)
    return slopes
