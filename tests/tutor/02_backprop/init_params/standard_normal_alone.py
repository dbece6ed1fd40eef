# same as: size_one

def init_params(sizes: list[int], rng: np.random.Generator) -> Params:
    shapes = list(zip(sizes[:-1], sizes[1:]))
    weights = [rng.standard_normal(shape) for shape in shapes]
    biases = [np.zeros((1, shape[1])) for shape in shapes]
    return list(zip(weights, biases))
