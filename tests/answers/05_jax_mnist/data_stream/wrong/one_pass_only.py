# mistake: stops after one pass
# fails: test_data_stream
# hint: Your stream runs dry. What starts the next pass?

def data_stream(x, t, batch_size, key):
    order = np.asarray(jax.random.permutation(key, len(x)))
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], t[rows]
