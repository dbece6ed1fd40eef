# mistake: uses the sheet's scale instead of its argument
# fails: test_untrained_accuracies
# hint: Does your function use every one of its arguments?

def untrained_accuracies(sizes, scale, keys, x, y):
    def one(key):
        return jnp.mean((mlp(init_params(sizes, INIT_SCALE, key), x) > 0) == (y == 1))

    return jax.vmap(one)(keys)
