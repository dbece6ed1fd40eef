# mistake: steps with the velocity from before
# fails: test_momentum_step, test_momentum_tree
# hint: In your first step nothing moves. Which v does the second formula use?

def momentum_step(params, grads, velocity, learning_rate, momentum):
    new = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
    return jax.tree.map(lambda p, v: p - learning_rate * v, params, velocity), new
