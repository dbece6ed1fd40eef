# mistake: returns the velocity first
# fails: test_momentum_step, test_momentum_tree
# hint: In which order does the docstring promise the two results?

def momentum_step(params, grads, velocity, learning_rate, momentum):
    velocity = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
    return velocity, jax.tree.map(lambda p, v: p - learning_rate * v, params, velocity)
