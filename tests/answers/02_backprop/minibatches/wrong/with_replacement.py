# mistake: draws each batch independently, with replacement
# fails: test_minibatches
# hint: Count how often each index appears in one epoch. Once?

def minibatches(n, batch_size, rng):
    for start in range(0, n, batch_size):
        yield rng.integers(n, size=min(batch_size, n - start))
