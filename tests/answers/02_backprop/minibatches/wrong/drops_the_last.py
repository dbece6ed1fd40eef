# mistake: drops the last, smaller batch
# fails: test_minibatches
# hint: 10 samples in batches of 4: how many of them does one epoch see?

def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    for i in range(n // batch_size):
        yield order[i * batch_size : (i + 1) * batch_size]
