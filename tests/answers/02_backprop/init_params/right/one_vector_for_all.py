def init_params(sizes, rng):
    shapes = list(zip(sizes[:-1], sizes[1:]))
    ends = np.cumsum([rows * columns for rows, columns in shapes])
    parts = np.split(rng.standard_normal(ends[-1]), ends[:-1])
    return [(part.reshape(shape) * np.sqrt(2 / shape[0]), np.zeros((1, shape[1]))) for part, shape in zip(parts, shapes)]
