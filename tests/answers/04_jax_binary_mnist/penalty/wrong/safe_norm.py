# mistake: squares a norm that is never smaller than a small number
# fails: test_penalty
# hint: Your norm never falls below a small number. What is the penalty of smaller parameters, and what is its gradient?

def penalty(params, weight_decay):
    norms = [optax.safe_norm(leaf, 1e-4) for leaf in jax.tree.leaves(params)]
    return weight_decay / 2 * sum(norm**2 for norm in norms)
