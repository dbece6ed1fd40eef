def make_step(optimizer, lmbda, power=2):
    def loss(arrays, rest, x, t):
        return objective(eqx.combine(arrays, rest), x, t, lmbda, power)

    def step(model, state, x, t):
        arrays, rest = eqx.partition(model, eqx.is_inexact_array)
        value, grads = jax.value_and_grad(loss)(arrays, rest, x, t)
        updates, state = optimizer.update(grads, state, arrays)
        return eqx.combine(optax.apply_updates(arrays, updates), rest), state, value

    return eqx.filter_jit(step)
