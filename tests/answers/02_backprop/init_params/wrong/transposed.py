# mistake: weights of shape (d_out, d_in)
# fails: test_init_params
# hint: A layer is h @ W + b with one sample a row. Which shape must W have for that?

def init_params(sizes, rng):
    return [(rng.normal(0, np.sqrt(2 / d_in), size=(d_out, d_in)), np.zeros((1, d_out))) for d_in, d_out in zip(sizes[:-1], sizes[1:])]
