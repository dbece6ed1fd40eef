# mistake: weights of standard deviation 1, whatever the width
# fails: test_init_scale
# hint: The scale has to depend on d_in: how large is a sum of d_in such products?

def init_params(sizes, rng):
    return [(rng.normal(size=(d_in, d_out)), np.zeros((1, d_out))) for d_in, d_out in zip(sizes[:-1], sizes[1:])]
