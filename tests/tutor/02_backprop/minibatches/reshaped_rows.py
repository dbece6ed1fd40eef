# same as: drops_the_last

def minibatches(n: int, batch_size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    order = np.arange(n)
    rng.shuffle(order)
    full = n // batch_size
    for batch in order[: full * batch_size].reshape(full, batch_size):
        yield batch
