# mistake: subtracts the updates
# fails: test_update, test_train_moons
# hint: Your step goes uphill. Optax's updates already point downhill.

def make_update(optimizer):
    @jax.jit
    def update(params, opt_state, x, y, weight_decay):
        value, grads = jax.value_and_grad(loss)(params, x, y, weight_decay)
        updates, opt_state = optimizer.update(grads, opt_state, params)
        return jax.tree.map(lambda p, u: p - u, params, updates), opt_state, value

    return update
