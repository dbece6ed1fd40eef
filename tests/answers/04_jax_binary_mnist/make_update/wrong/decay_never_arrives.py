# mistake: calls loss without the weight decay
# fails: test_update_decay
# hint: A decay of 5 changes nothing in your step. Where does it get lost?

def make_update(optimizer):
    @jax.jit
    def update(params, opt_state, x, y, weight_decay):
        value, grads = jax.value_and_grad(loss)(params, x, y, 0.0)
        updates, opt_state = optimizer.update(grads, opt_state, params)
        return optax.apply_updates(params, updates), opt_state, value

    return update
