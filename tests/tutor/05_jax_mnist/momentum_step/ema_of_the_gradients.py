# same as: averaged
def momentum_step(params, grads, velocity, learning_rate, momentum):
    mixed = lambda v, g: v + (1 - momentum) * (g - v)
    velocity = jax.tree.map(mixed, velocity, grads)
    return jax.tree.map(lambda p, v: p - learning_rate * v, params, velocity), velocity
