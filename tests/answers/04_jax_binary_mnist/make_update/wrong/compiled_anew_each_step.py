# mistake: calls jax.jit inside of the step
# fails: test_update_compiled
# hint: You compile, and throw the result away after one step. Where must jax.jit stand so that it happens once?

def make_update(optimizer):
    def update(params, opt_state, x, y, weight_decay):
        def step(params, opt_state):
            value, grads = jax.value_and_grad(loss)(params, x, y, weight_decay)
            updates, opt_state = optimizer.update(grads, opt_state, params)
            return optax.apply_updates(params, updates), opt_state, value

        return jax.jit(step)(params, opt_state)

    return update
