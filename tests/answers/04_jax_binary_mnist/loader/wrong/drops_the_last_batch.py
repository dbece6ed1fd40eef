# mistake: leaves out the smaller batch at the end of an epoch
# fails: test_loader, test_loader_endless
# hint: 10 samples in batches of 4: your epoch shows only 8 of them. Where are the others?

def loader(x, y, batch_size, key):
    while True:
        key, subkey = jax.random.split(key)
        order = np.asarray(jax.random.permutation(subkey, len(x)))
        for start in range(0, len(x) - batch_size + 1, batch_size):
            batch = order[start : start + batch_size]
            yield x[batch], y[batch]
