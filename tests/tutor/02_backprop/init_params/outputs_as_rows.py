# same as: transposed

def init_params(sizes: list[int], rng: np.random.Generator) -> Params:
    params = []
    for i in range(len(sizes) - 1):
        std = np.sqrt(2 / sizes[i])
        W = rng.standard_normal(size=(sizes[i + 1], sizes[i])) * std
        b = np.zeros(shape=(1, sizes[i + 1]))
        params += [(W, b)]
    return params
