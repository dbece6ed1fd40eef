def penalty(params, weight_decay):
    return weight_decay / 2 * optax.tree.norm(params, squared=True)
