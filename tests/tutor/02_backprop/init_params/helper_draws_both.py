# same as: random_biases

def init_params(sizes: list[int], rng: np.random.Generator) -> Params:
    def draw(rows, cols, fan_in):
        return np.sqrt(2 / fan_in) * rng.standard_normal((rows, cols))

    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        W = draw(d_in, d_out, d_in)
        b = draw(1, d_out, d_in)
        params.append((W, b))
    return params
