# mistake: averages over the classes too
# fails: test_cross_entropy, test_objective
# hint: Your loss is ten times too small for ten classes. Over which axis is the mean?

def cross_entropy(log_p, t):
    return -jnp.mean(t * log_p)
