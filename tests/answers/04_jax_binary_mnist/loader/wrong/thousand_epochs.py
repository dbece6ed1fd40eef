# mistake: splits off the keys of a thousand epochs at the start, and ends after them
# fails: test_loader
# hint: You make the keys of a thousand epochs. What comes after the last of them?

def loader(x, y, batch_size, key):
    for part in jax.random.split(key, 1000):
        order = np.asarray(jax.random.permutation(part, len(x)))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            yield x[rows], y[rows]
