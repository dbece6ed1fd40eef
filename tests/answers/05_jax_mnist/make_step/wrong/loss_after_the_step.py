# mistake: reports the objective after the step
# fails: test_make_step
# hint: Your first value is already lower than that of the start. When is it asked for?

def make_step(optimizer, lmbda, power=2):
    @eqx.filter_jit
    def step(model, state, x, t):
        value, grads = eqx.filter_value_and_grad(objective)(model, x, t, lmbda, power)
        updates, state = optimizer.update(grads, state, eqx.filter(model, eqx.is_array))
        model = eqx.apply_updates(model, updates)
        return model, state, objective(model, x, t, lmbda, power)

    return step
