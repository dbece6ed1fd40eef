def make_step(optimizer, lmbda, power=2):
    @eqx.filter_jit
    def step(model, state, x, t):
        f = lambda m: objective(m, x, t, lmbda, power=power)
        updates, new_state = optimizer.update(eqx.filter_grad(f)(model), state, params=eqx.filter(model, eqx.is_array))
        return eqx.apply_updates(model, updates), new_state, f(model)

    return step
