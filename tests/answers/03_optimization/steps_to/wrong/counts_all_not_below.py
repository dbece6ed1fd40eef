# mistake: counts every height that is not below the bound, also those after the first one below
# fails: test_steps_to
# hint: What do you count when a path comes below the bound and climbs out again?

def steps_to(f, start, learning_rate, *, below=1e-6, limit=500):
    _, heights = gradient_descent(f, start, learning_rate, limit)
    above = int((~(heights < below)).sum())
    return above if above <= limit else math.inf
