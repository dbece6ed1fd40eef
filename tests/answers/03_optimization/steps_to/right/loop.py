def steps_to(f, start, learning_rate, *, below=1e-6, limit=500):
    _, values = gradient_descent(f, start, learning_rate, limit)
    for k, value in enumerate(values.tolist()):
        if value < below:
            return k
    return math.inf
