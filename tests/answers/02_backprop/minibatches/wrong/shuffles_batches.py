# mistake: shuffles the batches but not the samples in them
# fails: test_minibatches
# hint: Which samples meet in one batch? The same ones in every epoch.

def minibatches(n, batch_size, rng):
    starts = rng.permutation(np.arange(0, n - n % batch_size, batch_size))
    for start in [*starts, *range(n - n % batch_size, n, batch_size)]:
        yield np.arange(start, min(start + batch_size, n))
