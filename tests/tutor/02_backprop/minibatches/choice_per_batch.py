# same as: with_replacement

def minibatches(n: int, batch_size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    left = n
    while left > 0:
        size = batch_size if left >= batch_size else left
        yield rng.choice(n, size)
        left -= size
