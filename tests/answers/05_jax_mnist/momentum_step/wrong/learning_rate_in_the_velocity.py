# mistake: puts the step size into the velocity and subtracts that
# fails: test_momentum_step, test_momentum_tree
# hint: The values move as they should, but what do you return as the velocity?

def momentum_step(params, grads, velocity, learning_rate, momentum):
    velocity = jax.tree.map(lambda v, g: momentum * v + learning_rate * g, velocity, grads)
    return jax.tree.map(lambda p, v: p - v, params, velocity), velocity
