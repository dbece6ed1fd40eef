def loader(x, y, batch_size, key):
    rng = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    order = []
    while True:
        if len(order) == 0:
            order = rng.permutation(len(x))
        batch, order = order[:batch_size], order[batch_size:]
        yield x[batch], y[batch]
