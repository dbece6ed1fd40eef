# mistake: draws from NumPy's global state
# fails: test_init_params
# hint: The same rng must give the same network. Where does your randomness come from?

def init_params(sizes, rng):
    return [(np.random.normal(0, np.sqrt(2 / d_in), size=(d_in, d_out)), np.zeros((1, d_out))) for d_in, d_out in zip(sizes[:-1], sizes[1:])]
