# mistake: keeps neighbors together, in a random order of batches
# fails: test_loader
# hint: Your batches come in random order, but who is in a batch with whom never changes.

def loader(x, y, batch_size, key):
    starts = np.arange(0, len(x), batch_size)
    while True:
        key, subkey = jax.random.split(key)
        for start in [*np.asarray(jax.random.permutation(subkey, starts[:-1])), starts[-1]]:
            yield x[start : start + batch_size], y[start : start + batch_size]
