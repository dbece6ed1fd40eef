# mistake: the samples of a batch are random, but sorted
# fails: test_minibatches
# hint: All orders should be equally likely. Which ones can never come out of your function?

def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        yield np.sort(order[start : start + batch_size])
