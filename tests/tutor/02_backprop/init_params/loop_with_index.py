# same as: flat_biases

def init_params(sizes: list[int], rng: np.random.Generator) -> Params:
    layers = len(sizes) - 1
    params = []
    for l in range(layers):
        W = rng.standard_normal(size=(sizes[l], sizes[l + 1])) * np.sqrt(2 / sizes[l])
        params.append((W, np.zeros(sizes[l + 1])))
    return params
