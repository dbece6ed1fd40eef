# mistake: SymPy makes all lines, and 0 is added to one of them
# fails: test_derive_gaussian_logit
# hint: expand_log, expand and collect made your lines. Which one did you write?

def derive_gaussian_logit():
    start = GAUSSIAN_LOGIT["start"]
    split = sp.expand_log(start, force=True)
    powers = expand(split) + 0
    return [start, split, powers, sp.collect(powers, x)]
