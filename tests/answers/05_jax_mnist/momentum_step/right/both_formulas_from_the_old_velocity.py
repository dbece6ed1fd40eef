def momentum_step(params, grads, velocity, learning_rate, momentum):
    step = lambda p, g, v: p - learning_rate * g - learning_rate * momentum * v
    return jax.tree.map(step, params, grads, velocity), jax.tree.map(lambda v, g: g + v * momentum, velocity, grads)
