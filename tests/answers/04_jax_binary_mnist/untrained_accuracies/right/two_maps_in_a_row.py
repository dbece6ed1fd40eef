def untrained_accuracies(sizes, scale, keys, x, y):
    networks = jax.vmap(lambda key: init_params(sizes, scale, key))(keys)
    logits = jax.vmap(mlp, in_axes=(0, None))(networks, x)
    return ((logits > 0) == (y > 0.5)).mean(axis=(1, 2))
