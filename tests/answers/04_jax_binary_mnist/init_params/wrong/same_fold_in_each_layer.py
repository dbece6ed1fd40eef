# mistake: folds the same numbers into the key in each layer
# fails: test_init_keys
# hint: Folding the same number into the same key gives the same key. What tells your layers apart?

def init_params(sizes, scale, key):
    return [
        (
            scale * jax.random.normal(jax.random.fold_in(key, 0), (d_in, d_out)),
            scale * jax.random.normal(jax.random.fold_in(key, 1), (1, d_out)),
        )
        for d_in, d_out in zip(sizes[:-1], sizes[1:])
    ]
