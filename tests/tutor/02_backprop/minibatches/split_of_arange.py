# same as: not_shuffled

def minibatches(n: int, batch_size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    indices = np.arange(n)
    cuts = list(range(batch_size, n, batch_size))
    yield from np.split(indices, cuts)
