# mistake: shuffles with a key, then splits the same key for the next epoch
# fails: test_loader_key
# hint: Your key is used for a permutation and then split. Who may be split, who may draw?

def loader(x, y, batch_size, key):
    while True:
        order = np.asarray(jax.random.permutation(key, len(x)))
        key, _ = jax.random.split(key)
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            yield x[batch], y[batch]
