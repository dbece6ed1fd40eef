def penalty(params, weight_decay):
    theta = jnp.concatenate([jnp.ravel(array) for pair in params for array in pair])
    return weight_decay * (theta @ theta) / 2
