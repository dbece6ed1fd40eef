# mistake: draws from NumPy's hidden state
# fails: test_loader_key
# hint: The same key gave you different batches. Where does your randomness come from?

def loader(x, y, batch_size, key):
    while True:
        order = np.random.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            yield x[batch], y[batch]
