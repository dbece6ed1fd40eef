# mistake: the slope never falls below 1e-12
# fails: test_d_sigmoid
# hint: Far out the slope is smaller than yours. The text clips nothing here.


# where: z = np.array([-40.0]): 1e-12 instead of 4.2e-18.
def d_sigmoid(z: np.ndarray) -> np.ndarray:
    """The slope of ``sigmoid``, element by element.

    Args:
        z: logits, any shape, any size.

    Returns:
        Numbers from 0 to 0.25, same shape; 0.25 at 0.
    """
    p = np.clip(sigmoid(z), EPS, 1 - EPS)
    return p * (1 - p)
