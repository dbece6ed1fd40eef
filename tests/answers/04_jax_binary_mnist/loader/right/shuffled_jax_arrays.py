def loader(x, y, batch_size, key):
    x, y = jnp.asarray(x), jnp.asarray(y)
    while True:
        key, key_of_pass = jax.random.split(key)
        order = jax.random.choice(key_of_pass, len(x), (len(x),), replace=False)
        xs, ys = x[order], y[order]
        i = 0
        while i < len(x):
            yield xs[i : i + batch_size], ys[i : i + batch_size]
            i += batch_size
