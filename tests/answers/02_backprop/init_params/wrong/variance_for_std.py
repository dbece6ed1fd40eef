# mistake: passes the variance where rng.normal takes the standard deviation
# fails: test_init_scale
# hint: Your weights are much too small. What does the second argument of rng.normal mean, and what does that of N(0, v)?

def init_params(sizes, rng):
    return [(rng.normal(0, 2 / d_in, size=(d_in, d_out)), np.zeros((1, d_out))) for d_in, d_out in zip(sizes[:-1], sizes[1:])]
