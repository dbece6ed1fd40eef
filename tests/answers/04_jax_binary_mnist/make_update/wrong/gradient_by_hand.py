# mistake: ignores the optimizer and steps by LEARNING_RATE
# fails: test_update, test_update_decay, test_update_state, test_update_compiled, test_train_moons
# hint: Which learning rate does your step use, and what is the optimizer for?

def make_update(optimizer):
    @jax.jit
    def update(params, opt_state, x, y, weight_decay):
        value, grads = jax.value_and_grad(loss)(params, x, y, weight_decay)
        return jax.tree.map(lambda p, g: p - LEARNING_RATE * g, params, grads), opt_state, value

    return update
