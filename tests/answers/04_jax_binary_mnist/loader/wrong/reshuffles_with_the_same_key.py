# mistake: shuffles the shuffled samples again, with the same key
# fails: test_loader_key
# hint: Your order changes from epoch to epoch, but always by the same permutation. How often do you use your key?

def loader(x, y, batch_size, key):
    n = len(x)
    while True:
        order = np.asarray(jax.random.permutation(key, n))
        x, y = x[order], y[order]  # shuffle the deck once more
        for start in range(0, n, batch_size):
            yield x[start : start + batch_size], y[start : start + batch_size]
