# mistake: uses the sheet's sizes and scale instead of its arguments
# fails: test_untrained_accuracies, test_untrained_at_once
# hint: The networks are asked for with any sizes. Where do yours come from?

def untrained_accuracies(sizes, scale, keys, x, y):
    def one(key):
        return jnp.mean((mlp(init_params(SIZES, INIT_SCALE, key), x) > 0) == (y == 1))

    return jax.vmap(one)(keys)
