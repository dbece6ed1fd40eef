# mistake: loops over the keys
# fails: test_untrained_at_once
# hint: Right, and slow: JAX sees the same operations once for each key. Which word maps a function over a stack?

def untrained_accuracies(sizes, scale, keys, x, y):
    shares = []
    for key in keys:
        logits = mlp(init_params(sizes, scale, key), x)
        shares.append(jnp.mean((logits > 0) == (y == 1)))
    return jnp.stack(shares)
