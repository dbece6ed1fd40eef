# mistake: compares the sign of the logit with that of the label, and zero has none
# fails: test_untrained_accuracies
# hint: Which class does evaluate predict for a logit of exactly 0, and which sign does it have?

def untrained_accuracies(sizes, scale, keys, x, y):
    def accuracy(key):
        return jnp.mean(jnp.sign(mlp(init_params(sizes, scale, key), x)) == 2 * y - 1)
    return jax.vmap(accuracy)(keys)
