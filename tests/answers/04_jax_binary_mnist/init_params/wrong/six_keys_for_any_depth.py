# mistake: makes six keys, whatever the number of layers is
# fails: test_init_keys
# hint: Deeper networks repeat numbers: JAX takes the last key for any index beyond the end. How
# many keys do you need?


# where: sizes (2, 2, 2, 2, 2): the bias of the fourth layer is the first row of its W (and both repeat the bias of the third).
def init_params(sizes: tuple[int, ...], scale: float, key: jax.Array) -> Params:
    """Gaussian weights and biases.

    Args:
        sizes: width of each layer from input to output, for example ``(784, 256, 64, 1)``.
        scale: their standard deviation.
        key: the only source of randomness.

    Returns:
        One pair per layer: W of shape ``(d_in, d_out)``, b of shape ``(1, d_out)``.
    """
    keys = jax.random.split(key, 6)
    params = []
    for layer in range(len(sizes) - 1):
        W = scale * jax.random.normal(keys[2 * layer], (sizes[layer], sizes[layer + 1]))
        b = scale * jax.random.normal(keys[2 * layer + 1], (1, sizes[layer + 1]))
        params.append((W, b))
    return params
