def data_stream(x, t, batch_size, key):
    def one_pass(key):
        order = np.argsort(np.asarray(jax.random.uniform(key, (len(x),))))
        for first in range(0, len(x), batch_size):
            yield np.take(x, order[first:first + batch_size], axis=0), np.take(t, order[first:first + batch_size], axis=0)

    while True:
        now, key = jax.random.split(key)
        yield from one_pass(now)
