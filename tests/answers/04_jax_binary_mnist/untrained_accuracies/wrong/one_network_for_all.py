# mistake: makes one network from the first key
# fails: test_untrained_accuracies
# hint: All your accuracies are equal. How many networks did you make?

def untrained_accuracies(sizes, scale, keys, x, y):
    params = init_params(sizes, scale, keys[0])
    share = jnp.mean((mlp(params, x) > 0) == (y == 1))
    return jax.vmap(lambda key: share)(keys)
