def make_update(optimizer):
    def step(params, opt_state, x, y, weight_decay):
        objective = lambda theta: loss(theta, x, y, weight_decay)
        value, pull = jax.vjp(objective, params)
        (grads,) = pull(jnp.ones_like(value))
        delta, new_state = optimizer.update(grads, opt_state, params)
        return jax.tree.map(jnp.add, params, delta), new_state, value
    return jax.jit(step)
