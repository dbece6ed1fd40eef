# mistake: each matrix is shifted and scaled so that its own mean and variance are exact
# fails: test_init_params
# hint: The variance belongs to the distribution, not to one draw. What comes out for a layer of one weight?

def init_params(sizes, rng):
    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        W = rng.normal(size=(d_in, d_out))
        params.append(((W - W.mean()) / W.std() * np.sqrt(2 / d_in), np.zeros((1, d_out))))
    return params
