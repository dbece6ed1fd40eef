# mistake: trains on the bare loss and only reports the penalty
# fails: test_make_step
# hint: lambda is in the number you return. Is it in the gradient?

def make_step(optimizer, lmbda, power=2):
    @eqx.filter_jit
    def step(model, state, x, t):
        _, grads = eqx.filter_value_and_grad(objective)(model, x, t, 0.0, power)
        updates, state = optimizer.update(grads, state, eqx.filter(model, eqx.is_array))
        return eqx.apply_updates(model, updates), state, objective(model, x, t, lmbda, power)

    return step
