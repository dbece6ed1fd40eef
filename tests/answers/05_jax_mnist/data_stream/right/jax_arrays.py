def data_stream(x, t, batch_size, key):
    x, t = jnp.asarray(x), jnp.asarray(t)
    while True:
        key, subkey = jax.random.split(key)
        order = jax.random.permutation(subkey, jnp.arange(len(x)))
        start = 0
        while start < len(x):
            yield x[order[start:start + batch_size]], t[order[start:start + batch_size]]
            start += batch_size
