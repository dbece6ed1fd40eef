# same as: reseeds

def init_params(sizes: list[int], rng: np.random.Generator) -> Params:
    gen = np.random.Generator(np.random.PCG64(42))
    params = []
    for i, d_out in enumerate(sizes[1:]):
        std = np.sqrt(2) / np.sqrt(sizes[i])
        params.append((std * gen.standard_normal((sizes[i], d_out)), np.zeros((1, d_out))))
    return params
