# mistake: makes a key of its own
# fails: test_loader_key
# hint: Two different keys gave the same batches. Which key do you use?

def loader(x, y, batch_size, key):
    key = jax.random.key(SEED)
    while True:
        key, subkey = jax.random.split(key)
        order = np.asarray(jax.random.permutation(subkey, len(x)))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            yield x[batch], y[batch]
