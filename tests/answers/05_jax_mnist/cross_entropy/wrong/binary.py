# mistake: adds the surprise at the wrong classes, as for ten separate yes-or-no questions
# fails: test_cross_entropy, test_objective
# hint: The formula has one term per class, t ln p. Where does the second come from?

def cross_entropy(log_p, t):
    p = jnp.exp(log_p)
    return -jnp.mean(jnp.sum(t * log_p + (1 - t) * jnp.log1p(-p), axis=1))
