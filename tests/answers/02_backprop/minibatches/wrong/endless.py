# mistake: never stops
# fails: test_minibatches
# hint: One epoch: when does your loop end?

def minibatches(n, batch_size, rng):
    for _ in range(3):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            yield order[start : start + batch_size]
