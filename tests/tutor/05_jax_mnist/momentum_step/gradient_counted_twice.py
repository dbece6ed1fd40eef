# same as: nothing
def momentum_step(params, grads, velocity, learning_rate, momentum):
    velocity = jax.tree.map(lambda v, g: momentum * v + 2 * g, velocity, grads)
    return jax.tree.map(lambda p, v: p - learning_rate * v, params, velocity), velocity
