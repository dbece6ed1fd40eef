# mistake: drops the axis of the networks for one key
# fails: test_untrained_accuracies
# hint: With one key there is one accuracy, in an array of shape (1,). What takes the axis away?


# where: a stack of one key: shape () instead of (1,).
def untrained_accuracies(sizes: tuple[int, ...], scale: float, keys: jax.Array, x: np.ndarray, y: np.ndarray) -> jax.Array:
    """Accuracies of untrained networks, one for each key, computed in one call.

    Args:
        sizes: width of each layer from input to output.
        scale: standard deviation of the parameters.
        keys: a stack of keys, shape ``(networks,)``.
        x: inputs, shape ``(n, d)``.
        y: labels 0.0 or 1.0, shape ``(n, 1)``.

    Returns:
        The accuracy of the network that ``init_params`` makes from each key, a JAX array of shape ``(networks,)``.
    """
    def accuracy(key):
        z = mlp(init_params(sizes, scale, key), x)
        return jnp.mean((z > 0) == (y == 1), axis=0)

    return jnp.squeeze(jax.vmap(accuracy)(keys))
