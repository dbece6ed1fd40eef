# mistake: an empty batch follows if the size divides n
# fails: test_minibatches, test_train
# hint: The mean of an empty batch is nan. What does your loop do when batch_size divides n?


# where: n = 8, batch_size = 4: sizes 4, 4, 0 instead of 4, 4.
def minibatches(n: int, batch_size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """One epoch: the ``n`` samples in random order, in batches.

    Args:
        n: number of samples.
        batch_size: size of a batch; the last one is smaller if it does not divide ``n``.
        rng: the only source of randomness; a second epoch with the same ``rng`` has another order.

    Yields:
        Arrays of indices; together they hold each of 0, ..., n - 1 once.
    """
    order = rng.permutation(n)
    for k in range(n // batch_size + 1):
        yield order[k * batch_size : (k + 1) * batch_size]
