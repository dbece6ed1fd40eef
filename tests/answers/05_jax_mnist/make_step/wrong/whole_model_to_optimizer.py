# mistake: gives the whole model to the optimizer
# fails: test_make_step
# hint: The model holds functions, too. Which tree holds its arrays alone?

def make_step(optimizer: optax.GradientTransformation, lmbda: float, power: int = 2) -> Callable:
    @eqx.filter_jit
    def step(model, state, x, t):
        value, grads = eqx.filter_value_and_grad(objective)(model, x, t, lmbda, power)
        updates, state = optimizer.update(grads, state, model)
        return eqx.apply_updates(model, updates), state, value

    return step
