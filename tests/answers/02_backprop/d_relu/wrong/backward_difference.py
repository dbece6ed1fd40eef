# mistake: a difference quotient, which is wrong within a step of 0
# fails: test_d_relu
# hint: Just right of 0 your slope is smaller than 1. Does a difference quotient know on which side
# of the kink it stands?


# where: z = np.array([1e-6]): 0.1 instead of 1.
def d_relu(z: np.ndarray) -> np.ndarray:
    """The slope of ``relu``, element by element.

    Args:
        z: pre-activations, any shape.

    Returns:
        1 where ``z > 0``, else 0; same shape.
    """
    step = 1e-5
    return (relu(z) - relu(z - step)) / step
