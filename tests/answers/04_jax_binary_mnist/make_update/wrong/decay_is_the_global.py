# mistake: uses the global WEIGHT_DECAY instead of the argument
# fails: test_update_decay
# hint: Which weight decay does your step use, and when was it read?

def make_update(optimizer):
    @jax.jit
    def update(params, opt_state, x, y, weight_decay):
        value, grads = jax.value_and_grad(loss)(params, x, y, WEIGHT_DECAY)
        updates, opt_state = optimizer.update(grads, opt_state, params)
        return optax.apply_updates(params, updates), opt_state, value

    return update
