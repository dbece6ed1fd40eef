# mistake: marks the weight decay as static
# fails: test_update_compiled
# hint: A static argument is a constant of the trace: every new value is compiled anew.

def make_update(optimizer):
    @lambda function: jax.jit(function, static_argnums=4)
    def update(params, opt_state, x, y, weight_decay):
        value, grads = jax.value_and_grad(loss)(params, x, y, weight_decay)
        updates, opt_state = optimizer.update(grads, opt_state, params)
        return optax.apply_updates(params, updates), opt_state, value

    return update
