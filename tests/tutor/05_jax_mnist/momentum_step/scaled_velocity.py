# same as: learning_rate_in_the_velocity
def momentum_step(params, grads, velocity, learning_rate, momentum):
    moves = jax.tree.map(lambda v, g: momentum * v + learning_rate * g, velocity, grads)
    return jax.tree.map(jnp.subtract, params, moves), moves
