# mistake: adds absolute values
# fails: test_penalty
# hint: That is the L1 penalty. Which power does the formula have?

def penalty(params, weight_decay):
    return 0.5 * weight_decay * sum(jnp.sum(jnp.abs(leaf)) for leaf in jax.tree.leaves(params))
