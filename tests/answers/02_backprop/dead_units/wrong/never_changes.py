# mistake: a unit is called dead if its output is the same for all samples
# fails: test_dead_units
# hint: A single active sample does not vary, and its unit is alive. Is the output 0?

def dead_units(z):
    return relu(z).std(axis=0) == 0
