# mistake: stops at the bound itself
# fails: test_steps_to
# hint: Is a height of exactly the bound below it?

def steps_to(f, start, learning_rate, *, below=1e-6, limit=500):
    _, values = gradient_descent(f, start, learning_rate, limit)
    reached = torch.nonzero(values <= below)
    return int(reached[0]) if len(reached) else math.inf
