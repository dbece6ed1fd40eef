# mistake: donates the state of the optimizer
# fails: test_update_state
# hint: You give the state away. What if somebody takes a second step from the same state?

def make_update(optimizer):
    def update(params, opt_state, x, y, weight_decay):
        value, grads = jax.value_and_grad(loss)(params, x, y, weight_decay)
        updates, opt_state = optimizer.update(grads, opt_state, params)
        return optax.apply_updates(params, updates), opt_state, value

    return jax.jit(update, donate_argnums=1)
