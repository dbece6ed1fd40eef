def momentum_step(params, grads, velocity, learning_rate, momentum):
    flat, structure = jax.tree.flatten(params)
    new_params, new_velocity = [], []
    for p, g, v in zip(flat, jax.tree.leaves(grads), jax.tree.leaves(velocity)):
        v = momentum * v + g
        new_velocity.append(v)
        new_params.append(p - learning_rate * v)
    return jax.tree.unflatten(structure, new_params), jax.tree.unflatten(structure, new_velocity)
