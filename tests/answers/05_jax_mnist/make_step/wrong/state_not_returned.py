# mistake: returns the old state of the optimizer
# fails: test_make_step
# hint: Your ball forgets its velocity after each step. Which state do you return?

def make_step(optimizer, lmbda, power=2):
    @eqx.filter_jit
    def step(model, state, x, t):
        value, grads = eqx.filter_value_and_grad(objective)(model, x, t, lmbda, power)
        updates, _ = optimizer.update(grads, state, eqx.filter(model, eqx.is_array))
        return eqx.apply_updates(model, updates), state, value

    return step
