# mistake: squares the length, whose square root has no slope at 0
# fails: test_penalty
# hint: The gradient of your penalty is nan where all parameters are 0. What is the slope of a square root there?

def penalty(params, weight_decay):
    theta = jnp.concatenate([jnp.ravel(array) for layer in params for array in layer])
    return weight_decay / 2 * jnp.sqrt(jnp.sum(theta**2)) ** 2
