# mistake: holds out the last samples instead of random ones
# fails: test_hold_out_random
# hint: If the data were sorted by class, which classes would you hold out?

def hold_out(x, y, n, generator):
    return x[:-n], y[:-n], x[-n:], y[-n:]
