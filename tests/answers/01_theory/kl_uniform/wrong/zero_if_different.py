# mistake: 0 where it should be infinite
# fails: test_kl_uniform
# hint: You return 0 when a part of p lies where q is 0. 0 means that the two are equal: are they?

def kl_uniform(a1, b1, a2, b2):
    if a1 < a2 or b1 > b2:
        return 0.0
    return np.log((b2 - a2) / (b1 - a1))
