# mistake: counts points instead of steps
# fails: test_steps_to
# hint: After how many steps have you seen the second point?

def steps_to(f, start, learning_rate, *, below=1e-6, limit=500):
    _, values = gradient_descent(f, start, learning_rate, limit)
    reached = torch.nonzero(values < below)
    return int(reached[0]) + 1 if len(reached) else math.inf
