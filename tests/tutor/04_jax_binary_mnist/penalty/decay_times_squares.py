# same as: no_half
def penalty(params, weight_decay):
    total = 0.0
    for W, b in params:
        total = total + jnp.vdot(W, W) + jnp.vdot(b, b)
    return weight_decay * total
