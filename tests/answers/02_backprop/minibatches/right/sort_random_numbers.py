def minibatches(n, batch_size, rng):
    order = rng.random(n).argsort()
    yield from np.split(order, range(batch_size, n, batch_size))
