# mistake: loops over the keys and converts each accuracy
# fails: test_untrained_at_once
# hint: float() needs a number, and a tracer has none; and the loop over the keys is what vmap saves you.

def untrained_accuracies(sizes, scale, keys, x, y):
    return jnp.array([evaluate(init_params(sizes, scale, key), x, y)[0] for key in keys])
