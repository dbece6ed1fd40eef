# mistake: gives the new velocity the type of the old one
# fails: test_momentum_step
# hint: A velocity that begins with integers loses the decimals of the gradient. Which type do you give it?

def momentum_step(params: Any, grads: Any, velocity: Any, learning_rate: float, momentum: float) -> tuple[Any, Any]:
    collect = lambda v, g: jnp.asarray(momentum * v + g, dtype=jnp.asarray(v).dtype)  # scan wants the same types
    velocity = jax.tree.map(collect, velocity, grads)
    params = jax.tree.map(lambda p, v: p - learning_rate * v, params, velocity)
    return params, velocity
