import functools


@functools.partial(jax.jit, static_argnames="optimizer")
def _step(params, opt_state, x, y, weight_decay, optimizer):
    value, grads = jax.value_and_grad(loss)(params, x, y, weight_decay)
    updates, opt_state = optimizer.update(grads, opt_state, params)
    return optax.apply_updates(params, updates), opt_state, value


def make_update(optimizer):
    return functools.partial(_step, optimizer=optimizer)
