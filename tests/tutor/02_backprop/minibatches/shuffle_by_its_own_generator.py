# same as: same_order_every_pass

def minibatches(n: int, batch_size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    indices = np.arange(n)
    generator = np.random.default_rng(seed=0)
    generator.shuffle(indices)
    i = 0
    while i < n:
        yield indices[i : i + batch_size]
        i += batch_size
