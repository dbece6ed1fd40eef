# mistake: averages the means of chunks of different size
# fails: test_objective
# hint: The last chunk may be smaller: its samples count more than the others.

def objective(model: Callable, x: jax.Array, t: jax.Array, lmbda: float, power: int = 2) -> jax.Array:
    chunks = [slice(start, start + 1000) for start in range(0, len(x), 1000)]  # saves memory
    losses = [cross_entropy(jax.vmap(model)(x[chunk]), t[chunk]) for chunk in chunks]
    return sum(losses) / len(losses) + lmbda * penalty(model, power)
