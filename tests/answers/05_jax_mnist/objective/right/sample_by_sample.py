def objective(model: Callable, x: jax.Array, t: jax.Array, lmbda: float, power: int = 2) -> jax.Array:
    surprise = lambda pair: -jnp.vdot(pair[1], model(pair[0]))
    return penalty(model, power) * lmbda + jax.lax.map(surprise, (jnp.asarray(x), jnp.asarray(t))).mean()
