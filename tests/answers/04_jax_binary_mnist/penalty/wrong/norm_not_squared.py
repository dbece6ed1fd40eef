# mistake: takes the length instead of its square
# fails: test_penalty
# hint: Length or square of the length?

def penalty(params, weight_decay):
    return 0.5 * weight_decay * jnp.sqrt(sum(jnp.sum(leaf**2) for leaf in jax.tree.leaves(params)))
