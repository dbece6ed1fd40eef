# mistake: shuffles once, then repeats that order
# fails: test_loader_endless
# hint: Every epoch of yours has the same order. How often is the deck shuffled?

def loader(x, y, batch_size, key):
    order = np.asarray(jax.random.permutation(key, len(x)))
    while True:
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            yield x[batch], y[batch]
