# mistake: permutes inputs and targets with different keys
# fails: test_data_stream
# hint: After shuffling, does an image still have its own label?

def data_stream(x, t, batch_size, key):
    while True:
        key, one, other = jax.random.split(key, 3)
        xs, ts = np.asarray(jax.random.permutation(one, x)), np.asarray(jax.random.permutation(other, t))
        for start in range(0, len(x), batch_size):
            yield xs[start : start + batch_size], ts[start : start + batch_size]
