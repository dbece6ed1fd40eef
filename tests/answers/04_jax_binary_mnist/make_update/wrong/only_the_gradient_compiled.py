# mistake: compiles the gradient but not the optimizer
# fails: test_update_compiled
# hint: The optimizer's Python still runs in every step. What should stand inside of jax.jit?

def make_update(optimizer):
    value_and_grad = jax.jit(jax.value_and_grad(loss))

    def update(params, opt_state, x, y, weight_decay):
        value, grads = value_and_grad(params, x, y, weight_decay)
        updates, opt_state = optimizer.update(grads, opt_state, params)
        return optax.apply_updates(params, updates), opt_state, value

    return update
