def dead_units(z):
    return z.max(axis=0) <= 0
