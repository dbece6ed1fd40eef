# mistake: uniform numbers of the right variance
# fails: test_init_scale
# hint: The variance is right, the distribution is not: the text draws from a normal distribution.

def init_params(sizes, rng):
    return [
        (rng.uniform(-1, 1, size=(d_in, d_out)) * np.sqrt(6 / d_in), np.zeros((1, d_out)))
        for d_in, d_out in zip(sizes[:-1], sizes[1:])
    ]
