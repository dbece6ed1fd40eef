# mistake: takes limit - 1 steps
# fails: test_steps_to
# hint: A bound that is reached after exactly `limit` steps counts. Does your path get there?

def steps_to(f, start, learning_rate, *, below=1e-6, limit=500):
    _, values = gradient_descent(f, start, learning_rate, limit - 1)
    reached = torch.nonzero(values < below)
    return int(reached[0]) if len(reached) else math.inf
