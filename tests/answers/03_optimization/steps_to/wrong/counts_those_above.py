# mistake: counts the heights above the bound, which never ends where the path returns above it or reaches nan
# fails: test_steps_to
# hint: What does your count say about a path that ends at nan?

def steps_to(f, start, learning_rate, *, below=1e-6, limit=500):
    _, values = gradient_descent(f, start, learning_rate, limit)
    count = int((values >= below).sum())
    return count if count <= limit else math.inf
