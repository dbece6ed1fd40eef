# mistake: with a single unit the axis is dropped
# fails: test_dead_units
# hint: A layer may have one unit. Which shape do the flags have then?


# where: z of shape (3, 1): shape () instead of (1,).
def dead_units(z: np.ndarray) -> np.ndarray:
    """Which units of a ``relu`` layer are dead, that is, inactive for every sample.

    Args:
        z: pre-activations, shape ``(n, units)``.

    Returns:
        One flag per unit, shape ``(units,)``: True if its ``relu`` is 0 for all samples.
    """
    dead = np.all(z <= 0, axis=0, keepdims=True)
    return dead.squeeze()
