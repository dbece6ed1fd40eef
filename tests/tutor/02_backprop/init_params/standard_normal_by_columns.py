# same as: fan_out

def init_params(sizes: list[int], rng: np.random.Generator) -> Params:
    params = []
    for i in range(1, len(sizes)):
        scale = (2.0 / sizes[i]) ** 0.5
        W = scale * rng.standard_normal((sizes[i - 1], sizes[i]))
        b = np.zeros((1, sizes[i]))
        params.append((W, b))
    return params
