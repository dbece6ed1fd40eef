# mistake: shuffles the inputs but not the labels
# fails: test_loader, test_train_moons
# hint: Your images are shuffled. Are your labels?

def loader(x, y, batch_size, key):
    while True:
        key, subkey = jax.random.split(key)
        order = np.asarray(jax.random.permutation(subkey, len(x)))
        for start in range(0, len(x), batch_size):
            yield x[order[start : start + batch_size]], y[start : start + batch_size]
