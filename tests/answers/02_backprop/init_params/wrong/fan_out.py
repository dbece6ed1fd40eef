# mistake: scales by the width of the output instead of the input
# fails: test_init_scale
# hint: A unit adds up one product per input. Which of the two widths counts them?

def init_params(sizes, rng):
    return [(rng.normal(0, np.sqrt(2 / d_out), size=(d_in, d_out)), np.zeros((1, d_out))) for d_in, d_out in zip(sizes[:-1], sizes[1:])]
