# same as: absolute_values
def penalty(params, weight_decay):
    sizes = [jnp.abs(W).sum() + jnp.abs(b).sum() for W, b in params]
    return weight_decay * 0.5 * sum(sizes)
