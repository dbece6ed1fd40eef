# mistake: loops over the keys, inside of jit
# fails: test_untrained_at_once
# hint: jit still traces the same operations once for each key. Which word maps a function over a stack?

def untrained_accuracies(sizes, scale, keys, x, y):
    @jax.jit
    def every(keys):
        shares = []
        for i in range(len(keys)):
            logits = mlp(init_params(sizes, scale, keys[i]), x)
            shares.append(jnp.mean((logits > 0) == (y == 1)))
        return jnp.stack(shares)

    return every(keys)
