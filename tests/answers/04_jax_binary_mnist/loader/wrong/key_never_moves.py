# mistake: shuffles in each epoch, with the same key each time
# fails: test_loader_endless, test_loader_key
# hint: A key gives the same numbers whenever it is used. Which key does your second epoch use?

def loader(x, y, batch_size, key):
    while True:
        order = np.asarray(jax.random.permutation(key, len(x)))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            yield x[batch], y[batch]
