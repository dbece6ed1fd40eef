# mistake: cuts off the gradient with respect to lambda
# fails: test_objective
# hint: The derivative of the objective by lambda is the penalty. What does stop_gradient make of it?

def objective(model: Callable, x: jax.Array, t: jax.Array, lmbda: float, power: int = 2) -> jax.Array:
    loss = cross_entropy(jax.vmap(model)(x), t)
    return loss + jax.lax.stop_gradient(lmbda) * penalty(model, power)
