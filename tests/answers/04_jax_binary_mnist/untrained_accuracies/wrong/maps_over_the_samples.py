# mistake: maps over the samples as well
# fails: test_untrained_accuracies
# hint: vmap maps over the first axis of every argument unless in_axes says otherwise. Which of your arguments have an axis of networks?

def untrained_accuracies(sizes, scale, keys, x, y):
    def one(key, x, y):
        return jnp.mean((mlp(init_params(sizes, scale, key), x[None]) > 0) == (y == 1))

    count = len(keys)
    return jax.vmap(one)(keys, x[:count], y[:count])
