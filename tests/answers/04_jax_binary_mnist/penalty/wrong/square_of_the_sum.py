# mistake: squares the sum instead of summing the squares
# fails: test_penalty
# hint: Do you square before or after adding up? Parameters of opposite sign cancel in yours.

def penalty(params, weight_decay):
    return 0.5 * weight_decay * sum(jnp.sum(leaf) ** 2 for leaf in jax.tree.leaves(params))
