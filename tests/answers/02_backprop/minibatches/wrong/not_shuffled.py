# mistake: no shuffling
# fails: test_minibatches
# hint: The order is 0, 1, 2, ... in every epoch. What is rng for?

def minibatches(n, batch_size, rng):
    for start in range(0, n, batch_size):
        yield np.arange(start, min(start + batch_size, n))
