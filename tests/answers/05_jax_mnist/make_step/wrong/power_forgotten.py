# mistake: forgets to pass power on
# fails: test_make_step
# hint: make_step(optimizer, lmbda, 1) trains with L2. Where does power go?

def make_step(optimizer, lmbda, power=2):
    @eqx.filter_jit
    def step(model, state, x, t):
        value, grads = eqx.filter_value_and_grad(objective)(model, x, t, lmbda)
        updates, state = optimizer.update(grads, state, eqx.filter(model, eqx.is_array))
        return eqx.apply_updates(model, updates), state, value

    return step
