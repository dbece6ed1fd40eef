# mistake: averages over the networks too
# fails: test_untrained_accuracies, test_untrained_at_once
# hint: You return one number. Over which axes may the mean run?

def untrained_accuracies(sizes, scale, keys, x, y):
    networks = jax.vmap(lambda key: init_params(sizes, scale, key))(keys)
    logits = jax.vmap(mlp, in_axes=(0, None))(networks, x)
    return jnp.mean((logits > 0) == (y == 1))
