# mistake: inactive for some sample, instead of for every sample
# fails: test_dead_units
# hint: A unit that is inactive for one image and active for another is not dead.

def dead_units(z):
    return np.any(z <= 0, axis=0)
