# mistake: does not count z = 0 as inactive
# fails: test_dead_units
# hint: What are relu(0) and its slope?

def dead_units(z):
    return np.all(z < 0, axis=0)
