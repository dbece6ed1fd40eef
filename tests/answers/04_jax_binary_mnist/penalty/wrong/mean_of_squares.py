# mistake: averages the squares
# fails: test_penalty
# hint: The sum of the squares, or their mean?

def penalty(params, weight_decay):
    return 0.5 * weight_decay * sum(jnp.mean(leaf**2) for leaf in jax.tree.leaves(params))
