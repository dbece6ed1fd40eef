# mistake: squares the entries of A, as for a single number
# fails: test_push_forward
# hint: In one dimension the variance grows with a squared. What takes the place of the square of a matrix here, and what of the correlations?

def push_forward(mean, cov, A, b):
    return A @ mean + b, (A**2) @ cov
