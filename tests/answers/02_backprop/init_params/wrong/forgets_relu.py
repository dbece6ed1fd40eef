# mistake: variance 1 / d_in, which suits tanh
# fails: test_init_scale
# hint: relu throws half of the mean square away. Where is the factor that makes up for it?

def init_params(sizes, rng):
    return [(rng.normal(0, np.sqrt(1 / d_in), size=(d_in, d_out)), np.zeros((1, d_out))) for d_in, d_out in zip(sizes[:-1], sizes[1:])]
