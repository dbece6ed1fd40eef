# mistake: biases of shape (d_out,)
# fails: test_init_params
# hint: Compare the shape of your b with the one in the docstring.

def init_params(sizes, rng):
    return [(rng.normal(0, np.sqrt(2 / d_in), size=(d_in, d_out)), np.zeros(d_out)) for d_in, d_out in zip(sizes[:-1], sizes[1:])]
