# mistake: drops the last, smaller batch of each pass
# fails: test_data_stream
# hint: 40 samples in batches of 16: how many of them does a pass show?

def data_stream(x, t, batch_size, key):
    while True:
        key, subkey = jax.random.split(key)
        order = np.asarray(jax.random.permutation(subkey, len(x)))
        for i in range(len(x) // batch_size):
            rows = order[i * batch_size : (i + 1) * batch_size]
            yield x[rows], t[rows]
