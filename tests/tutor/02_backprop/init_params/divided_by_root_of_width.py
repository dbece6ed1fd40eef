# same as: forgets_relu

def init_params(sizes: list[int], rng: np.random.Generator) -> Params:
    params = []
    for n_in, n_out in zip(sizes, sizes[1:]):
        W = rng.standard_normal((n_in, n_out)) / np.sqrt(n_in)
        params.append((W, np.zeros((1, n_out))))
    return params
