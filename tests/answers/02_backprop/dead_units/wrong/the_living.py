# mistake: returns the units that are alive
# fails: test_dead_units
# hint: True is for the dead.

def dead_units(z):
    return np.any(z > 0, axis=0)
