# mistake: adds the gradients themselves, past the optimizer
# fails: test_make_step
# hint: Your loss rises. What does the optimizer do to a gradient before it is added?

def make_step(optimizer, lmbda, power=2):
    @eqx.filter_jit
    def step(model, state, x, t):
        value, grads = eqx.filter_value_and_grad(objective)(model, x, t, lmbda, power)
        _, state = optimizer.update(grads, state, eqx.filter(model, eqx.is_array))
        return eqx.apply_updates(model, grads), state, value

    return step
