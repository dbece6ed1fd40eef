# same as: weights_only
def penalty(params, weight_decay):
    squares = [jnp.square(layer[0]).sum() for layer in params]
    return weight_decay * sum(squares) / 2
