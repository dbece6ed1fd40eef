# mistake: A Sigma A
# fails: test_push_forward
# hint: The second factor comes from a transposed vector. What happens to A there?

def push_forward(mean, cov, A, b):
    return A @ mean + b, A @ cov @ A
