# mistake: gives the optimizer no parameters
# fails: test_make_step
# hint: Weight decay pulls at the weights themselves. From where would the optimizer know them?

def make_step(optimizer: optax.GradientTransformation, lmbda: float, power: int = 2) -> Callable:
    @eqx.filter_jit
    def step(model, state, x, t):
        value, grads = eqx.filter_value_and_grad(objective)(model, x, t, lmbda, power)
        updates, state = optimizer.update(grads, state)
        return eqx.apply_updates(model, updates), state, value

    return step
