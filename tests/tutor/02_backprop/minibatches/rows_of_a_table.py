# same as: shuffles_batches

def minibatches(n: int, batch_size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    full = n // batch_size
    table = np.arange(full * batch_size).reshape(full, batch_size)
    for i in rng.permutation(full):
        yield table[i]
    if full * batch_size < n:
        yield np.arange(full * batch_size, n)
