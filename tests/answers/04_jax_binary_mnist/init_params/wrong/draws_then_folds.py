# mistake: draws the first W from the key itself, and folds numbers into the same key for the others
# fails: test_init_keys
# hint: You draw from the key, and then fold numbers into it. For how many things may one key be used?

def init_params(sizes, scale, key):
    params, part = [], key
    for layer, (d_in, d_out) in enumerate(itertools.pairwise(sizes)):
        W = scale * jax.random.normal(part, (d_in, d_out))
        b = scale * jax.random.normal(jax.random.fold_in(key, 2 * layer + 1), (1, d_out))
        params.append((W, b))
        part = jax.random.fold_in(key, 2 * layer + 2)
    return params
