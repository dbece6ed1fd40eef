# mistake: averages: weighs the new gradient with 1 - momentum
# fails: test_momentum_step, test_momentum_tree
# hint: That is the averaged form of sheet 2. What does the formula here do to g?

def momentum_step(params, grads, velocity, learning_rate, momentum):
    velocity = jax.tree.map(lambda v, g: momentum * v + (1 - momentum) * g, velocity, grads)
    return jax.tree.map(lambda p, v: p - learning_rate * v, params, velocity), velocity
