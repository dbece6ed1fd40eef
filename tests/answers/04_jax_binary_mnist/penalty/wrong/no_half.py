# mistake: leaves out the factor 1/2
# fails: test_penalty
# hint: Your penalty is twice too large. What is the derivative of theta squared, and why the half?

def penalty(params, weight_decay):
    return weight_decay * sum(jnp.sum(leaf**2) for leaf in jax.tree.leaves(params))
