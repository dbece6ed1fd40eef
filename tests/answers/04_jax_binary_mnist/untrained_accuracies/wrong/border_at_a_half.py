# mistake: compares the logits with 0.5
# fails: test_untrained_accuracies
# hint: p = 1/2 is where you decide. Which logit has that probability?

def untrained_accuracies(sizes, scale, keys, x, y):
    def one(key):
        return jnp.mean((mlp(init_params(sizes, scale, key), x) > 0.5) == (y == 1))

    return jax.vmap(one)(keys)
