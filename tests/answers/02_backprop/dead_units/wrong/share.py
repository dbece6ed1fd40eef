# mistake: returns the share instead of a flag per unit
# fails: test_dead_units
# hint: One flag per unit, shape (units,); the mean of the flags comes later.

def dead_units(z):
    return np.mean(np.all(z <= 0, axis=0))
