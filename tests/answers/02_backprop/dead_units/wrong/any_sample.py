# mistake: silent for some sample, instead of for every sample
# fails: test_dead_units
# hint: A unit that sleeps for one image and wakes for another is alive.

def dead_units(z):
    return np.any(z <= 0, axis=0)
