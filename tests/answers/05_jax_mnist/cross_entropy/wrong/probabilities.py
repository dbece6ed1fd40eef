# mistake: multiplies with the probability instead of its logarithm
# fails: test_cross_entropy, test_objective
# hint: Surprise is a logarithm. Where did yours go?

def cross_entropy(log_p, t):
    return 1 - jnp.mean(jnp.sum(t * jnp.exp(log_p), axis=1))
