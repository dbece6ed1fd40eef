# mistake: seeds NumPy with the second half of the key alone
# fails: test_loader_key
# hint: A key has 64 bits. How many of them does your order depend on?

def loader(x, y, batch_size, key):
    rng = np.random.default_rng(int(jax.random.key_data(key)[-1]))
    while True:
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            yield x[rows], y[rows]
