def init_params(sizes, rng):
    shapes = zip(sizes, sizes[1:])
    return [
        (rng.normal(scale=np.sqrt(2) / np.sqrt(d), size=(d, k)).astype(np.float32), np.full((1, k), 0.0, np.float32))
        for d, k in shapes
    ]
