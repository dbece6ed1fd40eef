# mistake: makes its own generator with a fixed seed
# fails: test_init_params
# hint: Whatever rng is passed, your network is the same. Who may decide on the seed?

def init_params(sizes, rng):
    rng = np.random.default_rng(42)
    return [(rng.normal(0, np.sqrt(2 / d_in), size=(d_in, d_out)), np.zeros((1, d_out))) for d_in, d_out in zip(sizes[:-1], sizes[1:])]
