# mistake: random biases
# fails: test_init_params
# hint: Only the weights have to differ to break the symmetry. What does the text say about b?

def init_params(sizes, rng):
    return [(rng.normal(0, np.sqrt(2 / d_in), size=(d_in, d_out)), rng.normal(0, np.sqrt(2 / d_in), size=(1, d_out))) for d_in, d_out in zip(sizes[:-1], sizes[1:])]
