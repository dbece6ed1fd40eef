# mistake: draws every batch independently, with replacement
# fails: test_data_stream
# hint: Count how often each sample comes in one pass. Once?

def data_stream(x, t, batch_size, key):
    while True:
        for start in range(0, len(x), batch_size):
            key, subkey = jax.random.split(key)
            rows = np.asarray(jax.random.randint(subkey, (min(batch_size, len(x) - start),), 0, len(x)))
            yield x[rows], t[rows]
