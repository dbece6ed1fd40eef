# mistake: draws from NumPy's global generator
# fails: test_data_stream_key
# hint: Two streams with the same key should be the same stream. What do you draw from?

def data_stream(x, t, batch_size, key):
    while True:
        order = np.random.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            yield x[rows], t[rows]
