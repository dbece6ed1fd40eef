# mistake: does not pass the parameters to the optimizer
# fails: test_update_state
# hint: Some optimizers need the parameters. Which argument of optimizer.update is missing?

def make_update(optimizer):
    @jax.jit
    def update(params, opt_state, x, y, weight_decay):
        value, grads = jax.value_and_grad(loss)(params, x, y, weight_decay)
        updates, opt_state = optimizer.update(grads, opt_state)
        return optax.apply_updates(params, updates), opt_state, value

    return update
