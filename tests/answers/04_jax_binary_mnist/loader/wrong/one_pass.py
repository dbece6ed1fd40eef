# mistake: stops after one epoch
# fails: test_loader_endless, test_loader
# hint: Your loader stops when the deck is empty. What should happen then?

def loader(x, y, batch_size, key):
    order = np.asarray(jax.random.permutation(key, len(x)))
    for start in range(0, len(x), batch_size):
        batch = order[start : start + batch_size]
        yield x[batch], y[batch]
