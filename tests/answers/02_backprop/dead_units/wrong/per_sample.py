# mistake: looks along the wrong axis
# fails: test_dead_units
# hint: One flag per unit: which axis runs over the samples?

def dead_units(z):
    return np.all(z <= 0, axis=1)
