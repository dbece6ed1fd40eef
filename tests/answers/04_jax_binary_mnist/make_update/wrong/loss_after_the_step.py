# mistake: returns the loss after the step
# fails: test_update
# hint: The loss you return is lower than that of the parameters you were given.

def make_update(optimizer):
    @jax.jit
    def update(params, opt_state, x, y, weight_decay):
        grads = jax.grad(loss)(params, x, y, weight_decay)
        updates, opt_state = optimizer.update(grads, opt_state, params)
        params = optax.apply_updates(params, updates)
        return params, opt_state, loss(params, x, y, weight_decay)

    return update
