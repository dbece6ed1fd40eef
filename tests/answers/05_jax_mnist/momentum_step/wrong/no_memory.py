# mistake: ignores the velocity it is given
# fails: test_momentum_step, test_momentum_tree
# hint: With momentum 0 or 0.9 your ball rolls the same way.

def momentum_step(params, grads, velocity, learning_rate, momentum):
    velocity = grads
    return jax.tree.map(lambda p, v: p - learning_rate * v, params, velocity), velocity
