def steps_to(f, start, learning_rate, *, below=1e-6, limit=500):
    theta = start
    for k in range(limit + 1):
        (theta, nxt), (value, _) = gradient_descent(f, theta, learning_rate, 1)
        if float(value) < below:
            return float(k)
        theta = nxt
    return float("inf")
