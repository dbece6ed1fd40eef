# mistake: returns the loss without the penalty, though it trains with it
# fails: test_make_step
# hint: Your parameters are right. Of what is the number you return the value?

def make_step(optimizer: optax.GradientTransformation, lmbda: float, power: int = 2) -> Callable:
    def with_loss(model, x, t):
        loss = cross_entropy(jax.vmap(model)(x), t)
        return loss + lmbda * penalty(model, power), loss

    @eqx.filter_jit
    def step(model, state, x, t):
        (_, loss), grads = eqx.filter_value_and_grad(with_loss, has_aux=True)(model, x, t)
        updates, state = optimizer.update(grads, state, eqx.filter(model, eqx.is_array))
        return eqx.apply_updates(model, updates), state, loss

    return step
