# mistake: asks whether lambda is positive, which a traced lambda cannot answer
# fails: test_objective
# hint: While it is traced, lambda has no value. Which line of yours wants to know it?

def objective(model: Callable, x: jax.Array, t: jax.Array, lmbda: float, power: int = 2) -> jax.Array:
    loss = cross_entropy(jax.vmap(model)(x), t)
    if lmbda > 0:
        loss = loss + lmbda * penalty(model, power)
    return loss
