# same as: uniform

def init_params(sizes: list[int], rng: np.random.Generator) -> Params:
    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        limit = np.sqrt(6.0 / d_in)
        params.append((rng.uniform(-limit, limit, size=(d_in, d_out)), np.zeros((1, d_out))))
    return params
