# mistake: makes its own key and ignores the one it is given
# fails: test_data_stream_key
# hint: Another key should give another order. Where does yours enter?

def data_stream(x, t, batch_size, key):
    key = jax.random.key(0)
    while True:
        key, subkey = jax.random.split(key)
        order = np.asarray(jax.random.permutation(subkey, len(x)))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            yield x[rows], t[rows]
