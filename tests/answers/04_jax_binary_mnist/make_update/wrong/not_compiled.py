# mistake: is not compiled
# fails: test_update_compiled
# hint: Your step is right, and its Python runs in every step. Which word is missing?

def make_update(optimizer):
    def update(params, opt_state, x, y, weight_decay):
        value, grads = jax.value_and_grad(loss)(params, x, y, weight_decay)
        updates, opt_state = optimizer.update(grads, opt_state, params)
        return optax.apply_updates(params, updates), opt_state, value

    return update
