# mistake: reseeds, so that every epoch has the same order
# fails: test_minibatches, test_train
# hint: Two epochs with one rng should differ. Who draws the permutation?

def minibatches(n, batch_size, rng):
    order = np.random.default_rng(0).permutation(n)
    for start in range(0, n, batch_size):
        yield order[start : start + batch_size]
