# mistake: takes the most probable class instead of the right one
# fails: test_cross_entropy, test_objective
# hint: Your loss does not depend on the targets.

def cross_entropy(log_p, t):
    return -jnp.mean(jnp.max(log_p, axis=1))
