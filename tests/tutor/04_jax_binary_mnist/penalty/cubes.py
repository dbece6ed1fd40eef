# same as: nothing
def penalty(params, weight_decay):
    return 0.5 * weight_decay * sum(jnp.sum(jnp.abs(leaf) ** 3) for leaf in jax.tree.leaves(params))
