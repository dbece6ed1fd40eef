# mistake: returns the updates instead of the parameters
# fails: test_update
# hint: What you return as parameters is what should be added to them.

def make_update(optimizer):
    @jax.jit
    def update(params, opt_state, x, y, weight_decay):
        value, grads = jax.value_and_grad(loss)(params, x, y, weight_decay)
        updates, opt_state = optimizer.update(grads, opt_state, params)
        return updates, opt_state, value

    return update
