# mistake: uses the same key for every pass
# fails: test_data_stream_key
# hint: Compare the order of two passes. Which key does the second one get?

def data_stream(x, t, batch_size, key):
    while True:
        order = np.asarray(jax.random.permutation(key, len(x)))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            yield x[rows], t[rows]
