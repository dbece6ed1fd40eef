# mistake: draws each batch at random from all samples
# fails: test_loader, test_loader_endless
# hint: In your first epoch some samples come twice and others never. Do you draw with or without replacement?

def loader(x, y, batch_size, key):
    n = len(x)
    while True:
        for start in range(0, n, batch_size):
            key, subkey = jax.random.split(key)
            batch = np.asarray(jax.random.randint(subkey, (min(batch_size, n - start),), 0, n))
            yield x[batch], y[batch]
