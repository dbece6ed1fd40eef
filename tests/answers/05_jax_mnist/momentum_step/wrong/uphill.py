# mistake: adds the velocity instead of subtracting it
# fails: test_momentum_step, test_momentum_tree
# hint: The gradient points uphill. Which way should a step go?

def momentum_step(params, grads, velocity, learning_rate, momentum):
    velocity = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
    return jax.tree.map(lambda p, v: p + learning_rate * v, params, velocity), velocity
