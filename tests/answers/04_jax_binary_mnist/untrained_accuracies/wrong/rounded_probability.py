# mistake: rounds the probability, which is exactly 1/2 for tiny positive logits
# fails: test_untrained_accuracies
# hint: The sigmoid of a logit of 1e-20 is exactly 0.5, and that rounds to 0. What can you compare instead?

def untrained_accuracies(sizes, scale, keys, x, y):
    def accuracy_of_one(key):
        p = jax.nn.sigmoid(mlp(init_params(sizes, scale, key), x))
        return jnp.mean(jnp.round(p) == y)

    return jax.vmap(accuracy_of_one)(keys)
