def init_params(sizes, rng):
    params = []
    for layer in range(len(sizes) - 1):
        d_in, d_out = sizes[layer], sizes[layer + 1]
        W = rng.standard_normal((d_in, d_out)) * (2 / d_in) ** 0.5
        params.append((W, np.zeros((1, d_out))))
    return params
