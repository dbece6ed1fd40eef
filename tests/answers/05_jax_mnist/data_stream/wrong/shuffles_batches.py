# mistake: shuffles the batches but not the samples in them
# fails: test_data_stream_key
# hint: Which samples meet in one batch? The same ones in every pass.

def data_stream(x, t, batch_size, key):
    while True:
        key, subkey = jax.random.split(key)
        whole = len(x) // batch_size
        for i in [*np.asarray(jax.random.permutation(subkey, whole)), *range(whole, -(-len(x) // batch_size))]:
            yield x[i * batch_size : (i + 1) * batch_size], t[i * batch_size : (i + 1) * batch_size]
