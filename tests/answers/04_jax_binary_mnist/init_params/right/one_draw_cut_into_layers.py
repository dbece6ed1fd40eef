def init_params(sizes, scale, key):
    shapes = [(a + 1, b) for a, b in zip(sizes, sizes[1:])]
    numbers = scale * jax.random.normal(key, (sum(a * b for a, b in shapes),))
    params = []
    for a, b in shapes:
        both, numbers = numbers[: a * b].reshape(a, b), numbers[a * b :]
        params += [(both[:-1], both[-1:])]
    return params
