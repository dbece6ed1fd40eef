# mistake: makes a fresh state in each step
# fails: test_update_state
# hint: With momentum, your second step does not remember the first.

def make_update(optimizer):
    @jax.jit
    def update(params, opt_state, x, y, weight_decay):
        value, grads = jax.value_and_grad(loss)(params, x, y, weight_decay)
        updates, opt_state = optimizer.update(grads, optimizer.init(params), params)
        return optax.apply_updates(params, updates), opt_state, value

    return update
