# mistake: adds the decay to the gradient although the loss has it
# fails: test_update_decay
# hint: Your decay is twice too strong. Who has added it already?

def make_update(optimizer):
    @jax.jit
    def update(params, opt_state, x, y, weight_decay):
        value, grads = jax.value_and_grad(loss)(params, x, y, weight_decay)
        grads = jax.tree.map(lambda g, p: g + weight_decay * p, grads, params)
        updates, opt_state = optimizer.update(grads, opt_state, params)
        return optax.apply_updates(params, updates), opt_state, value

    return update
