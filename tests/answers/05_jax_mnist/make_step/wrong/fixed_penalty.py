# mistake: reads the global LMBDA instead of its argument
# fails: test_make_step
# hint: Two steps made with two values of lambda do the same. Which one do they read?

def make_step(optimizer, lmbda, power=2):
    @eqx.filter_jit
    def step(model, state, x, t):
        value, grads = eqx.filter_value_and_grad(objective)(model, x, t, LMBDA, power)
        updates, state = optimizer.update(grads, state, eqx.filter(model, eqx.is_array))
        return eqx.apply_updates(model, updates), state, value

    return step
