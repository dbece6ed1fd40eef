def loader(x, y, batch_size, key):
    for done in itertools.count():
        order = jax.random.permutation(jax.random.fold_in(key, done), x.shape[0])
        for part in np.array_split(np.asarray(order), range(batch_size, len(x), batch_size)):
            yield x[part], y[part]
