# mistake: does not compile the step
# fails: test_make_step_compiled
# hint: Python runs your model in every step. What would make it run once?

def make_step(optimizer, lmbda, power=2):
    def step(model, state, x, t):
        value, grads = eqx.filter_value_and_grad(objective)(model, x, t, lmbda, power)
        updates, state = optimizer.update(grads, state, eqx.filter(model, eqx.is_array))
        return eqx.apply_updates(model, updates), state, value

    return step
