# mistake: adds the decay to the gradients by hand, to the weights only
# fails: test_update_decay
# hint: Which arrays does the sum in the penalty run over, and is the penalty in the loss you return?

def make_update(optimizer):
    @jax.jit
    def update(params, opt_state, x, y, weight_decay):
        value, grads = jax.value_and_grad(loss)(params, x, y, 0.0)
        grads = [(dW + weight_decay * W, db) for (dW, db), (W, b) in zip(grads, params, strict=True)]
        updates, opt_state = optimizer.update(grads, opt_state, params)
        return optax.apply_updates(params, updates), opt_state, value
    return update
