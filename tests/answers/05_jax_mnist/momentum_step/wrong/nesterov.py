# mistake: looks ahead: steps with g + momentum * v, as Nesterov does
# fails: test_momentum_step, test_momentum_tree
# hint: You step with momentum * v + g where v is already the new one. How often does the gradient count?

def momentum_step(params, grads, velocity, learning_rate, momentum):
    velocity = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
    return jax.tree.map(lambda p, v, g: p - learning_rate * (momentum * v + g), params, velocity, grads), velocity
