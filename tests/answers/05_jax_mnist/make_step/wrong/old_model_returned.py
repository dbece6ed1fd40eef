# mistake: returns the old model
# fails: test_make_step, test_make_step_compiled
# hint: The loss does not fall at all. Where does the updated model go?

def make_step(optimizer, lmbda, power=2):
    @eqx.filter_jit
    def step(model, state, x, t):
        value, grads = eqx.filter_value_and_grad(objective)(model, x, t, lmbda, power)
        updates, state = optimizer.update(grads, state, eqx.filter(model, eqx.is_array))
        eqx.apply_updates(model, updates)
        return model, state, value

    return step
