# mistake: indices of 16 bits, which are negative above 32767
# fails: test_minibatches
# hint: How large may an index be in your dtype? With 40,000 samples some become negative.

def minibatches(n, batch_size, rng):
    order = rng.permutation(n).astype(np.int16)
    for start in range(0, n, batch_size):
        yield order[start : start + batch_size]
