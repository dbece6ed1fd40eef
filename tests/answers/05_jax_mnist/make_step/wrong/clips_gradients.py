# mistake: shortens long gradients
# fails: test_make_step
# hint: With large inputs the gradient is long, and your step is shorter than the formula says. Nothing is clipped here.

def make_step(optimizer: optax.GradientTransformation, lmbda: float, power: int = 2) -> Callable:
    @eqx.filter_jit
    def step(model, state, x, t):
        value, grads = eqx.filter_value_and_grad(objective)(model, x, t, lmbda, power)
        factor = jnp.minimum(1.0, 10.0 / optax.tree.norm(grads))  # keeps training stable
        grads = jax.tree.map(lambda g: factor * g, grads)
        updates, state = optimizer.update(grads, state, eqx.filter(model, eqx.is_array))
        return eqx.apply_updates(model, updates), state, value

    return step
