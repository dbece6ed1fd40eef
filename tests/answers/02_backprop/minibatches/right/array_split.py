def minibatches(n, batch_size, rng):
    order = rng.choice(n, size=n, replace=False)
    yield from np.split(order, np.arange(batch_size, n, batch_size))
