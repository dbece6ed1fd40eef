# same as: variance_for_std

def init_params(sizes: list[int], rng: np.random.Generator) -> Params:
    params = []
    d_in = sizes[0]
    for d_out in sizes[1:]:
        var = 2.0 / d_in
        W = var * rng.standard_normal((d_in, d_out))
        params.append((W, np.zeros((1, d_out))))
        d_in = d_out
    return params
