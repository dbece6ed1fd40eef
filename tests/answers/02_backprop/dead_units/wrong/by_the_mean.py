# mistake: negative on average
# fails: test_dead_units
# hint: A unit can be negative on average and still fire for some sample.

def dead_units(z):
    return z.mean(axis=0) <= 0
