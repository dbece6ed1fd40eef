# mistake: compares the absolute value of f with the bound
# fails: test_steps_to
# hint: The bound can be below 0. What does your comparison do then?

def steps_to(f, start, learning_rate, *, below=1e-6, limit=500):
    _, heights = gradient_descent(f, start, learning_rate, limit)
    reached = torch.nonzero(heights.abs() < below)
    return int(reached[0]) if len(reached) else math.inf
