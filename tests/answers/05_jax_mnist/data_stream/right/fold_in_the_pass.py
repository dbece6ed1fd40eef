def data_stream(x, t, batch_size, key):
    number = 0
    while True:
        order = jax.random.permutation(jax.random.fold_in(key, number), x.shape[0])
        number += 1
        for rows in np.split(np.asarray(order), np.arange(batch_size, x.shape[0], batch_size)):
            yield x[rows], t[rows]
